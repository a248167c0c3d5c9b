package io.jenkins.plugins.deployhooks.pipeline.task;

import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.deployment.ArchiveStep;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import io.jenkins.plugins.deployhooks.pipeline.archive.AgentArchives;
import io.jenkins.plugins.deployhooks.pipeline.archive.JobArchives;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.planning.AppBuilds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Restores, saves or brings the archive of a deployment. */
final class ArchiveTask implements DeploymentTask {
    /** How long what an earlier attempt still does on the agent is waited for. */
    private static final Duration EARLIER = Duration.ofMinutes(2);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    @Override
    public HookEnd perform(TaskPlace place) throws IOException, InterruptedException {
        if (place.step().kind() == PlannedStep.Kind.BRING && place.deployment().isWhereItWasBuilt()) {
            String note = "the run phase is where the build phase was, so nothing has to be brought";
            return ArchiveStep.ended(new Archives.Work(null, List.of(note)), Duration.ZERO);
        }
        long start = System.nanoTime();
        Archives.Work work = work(place, start);
        if (place.step().kind() == PlannedStep.Kind.SAVE || isWhole(place)) {
            AppBuilds.remember(place.deployment());
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        Archives.Archived archive = work.archive();
        if (archive != null) {
            place.tell("%s on agent %s: %,d files, packed %,d bytes, in %s, key %s"
                    .formatted(
                            place.step().id(),
                            place.agent(),
                            archive.files(),
                            archive.bytes(),
                            DurationText.format(Duration.ofMillis(duration.toMillis())),
                            archive.key()));
        }
        return ArchiveStep.ended(work, duration);
    }

    /** Whether what was restored is what the deployment would have built. */
    private static boolean isWhole(TaskPlace place) throws IOException {
        SavedCache decided = place.deployment().decided();
        return place.step().kind() == PlannedStep.Kind.RESTORE && decided != null && decided.fitting() != null;
    }

    private static Archives.Work work(TaskPlace place, long start) throws IOException, InterruptedException {
        while (true) {
            try {
                return once(place);
            } catch (IOException e) {
                // Where the connection broke an earlier attempt may go on for a moment, in the same directory.
                boolean late = System.nanoTime() - start > EARLIER.toNanos();
                if (late || !place.isAgain() || !String.valueOf(e.getMessage()).contains("is under way")) {
                    throw e;
                }
            }
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
    }

    private static Archives.Work once(TaskPlace place) throws IOException, InterruptedException {
        LiveDeployment deployment = place.deployment();
        SavedCache decided = deployment.decided();
        if (decided == null) {
            throw new IOException("this deployment keeps no archives");
        }
        Archives archives = new AgentArchives(
                JobArchives.of(deployment.run(), deployment.id()),
                new AgentArchives.Deployment(
                        deployment.id(), SavedPlan.of(deployment.definition(), deployment.plan()), decided),
                place.workspace());
        return switch (place.step().kind()) {
            case RESTORE -> archives.restore();
            case SAVE -> archives.save();
            case BRING -> archives.bring();
            default -> throw new IllegalArgumentException(place.step().id() + " is no work on an archive");
        };
    }
}
