package io.jenkins.plugins.deployhooks.engine.deployment;

import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopInterrupts;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the work on an archive means as the end of its step. */
public final class ArchiveStep {
    private ArchiveStep() {}

    /** Work on an archive. */
    interface Task {
        Archives.Work run() throws IOException, InterruptedException;
    }

    /** Does {@code task} in this thread; a stop interrupts it. */
    static HookEnd run(Task task, StopRequest stop) {
        long start = System.nanoTime();
        try (StopInterrupts interrupts = new StopInterrupts(stop)) {
            return ended(task.run(), since(start));
        } catch (IOException e) {
            return failed(e, since(start));
        } catch (InterruptedException e) {
            // Either our own interrupt, which the stop request stands for, or one of the caller's thread.
            return new HookEnd(HookEnd.State.ABORTED, HookEnd.Exit.NONE, "aborted", since(start), HookEnd.Output.NONE);
        }
    }

    /** The end of a step that has done {@code work} in {@code duration}. */
    public static HookEnd ended(Archives.Work work, Duration duration) {
        Archives.Archived archive = work.archive();
        HookEnd.Transfer transfer = archive == null ? null : new HookEnd.Transfer(archive.bytes(), archive.files());
        HookEnd.Output output = new HookEnd.Output(List.of(), Map.of(), work.notes(), transfer);
        return new HookEnd(HookEnd.State.OK, HookEnd.Exit.NONE, "", duration, output);
    }

    /** The end of a step that {@code fault} has ended after {@code duration}. */
    public static HookEnd failed(IOException fault, Duration duration) {
        String reason = fault.getMessage() == null ? fault.toString() : fault.getMessage();
        return new HookEnd(HookEnd.State.FAILED, HookEnd.Exit.NONE, reason, duration, HookEnd.Output.NONE);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
