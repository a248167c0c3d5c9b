package io.jenkins.plugins.deployhooks.agent;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.remoting.RequestAbortedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs our script for processes where the hook runs. */
final class Shell {
    private static final long LIMIT_SECONDS = 60;

    private final Launcher launcher;
    private final FilePath workspace;
    private final String control;

    /** @param control the path of the control directory, in which the script is */
    Shell(Launcher launcher, FilePath workspace, String control) {
        this.launcher = launcher;
        this.workspace = workspace;
        this.control = control;
    }

    String control() {
        return control;
    }

    /** The lines that the script prints for {@code arguments}. */
    List<String> run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("sh", control + "/processes.sh"));
        command.addAll(arguments);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            int status = launcher.launch()
                    .cmds(command)
                    .pwd(workspace)
                    .quiet(true)
                    .stdout(out)
                    .start()
                    .joinWithTimeout(LIMIT_SECONDS, TimeUnit.SECONDS, TaskListener.NULL);
            String text = out.toString(StandardCharsets.ISO_8859_1);
            if (status != 0) {
                throw new UncheckedIOException(
                        new IOException("looking for processes ended with exit code " + status + ": " + text.strip()));
            }
            return text.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RequestAbortedException e) {
            // remoting's word for a connection that was closed during a call
            throw new UncheckedIOException(new IOException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while looking for processes"));
        }
    }
}
