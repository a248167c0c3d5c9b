package io.jenkins.plugins.deployhooks.agent;

import hudson.remoting.VirtualChannel;
import hudson.util.ProcessTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;

/**
 * Looks on the agent for processes with a hook's cookie, as Jenkins itself does to end them. Where nothing is left after an
 * end by force, it leaves the status that the supervisor cannot leave any more.
 */
final class CookieLook extends MasterToSlaveFileCallable<CookieSight> {
    /** What shells say of a process that was killed. */
    private static final String KILLED = "ended.137";

    private static final String VARIABLE = "JENKINS_SERVER_COOKIE";
    private static final long serialVersionUID = 1L;

    private final String value;
    private final boolean forced;
    private final boolean blind;

    /**
     * @param value of the variable that Jenkins knows processes by
     * @param forced whether all of them were ended by force just now
     * @param blind whether that is believed although nobody here can see them, as in a container
     */
    CookieLook(String value, boolean forced, boolean blind) {
        this.value = value;
        this.forced = forced;
        this.blind = blind;
    }

    @Override
    public CookieSight invoke(File control, VirtualChannel channel) throws IOException {
        List<CookieSight.Found> found = new ArrayList<>();
        boolean sure = false;
        for (ProcessTree.OSProcess process : ProcessTree.get()) {
            boolean self = process.getPid() == ProcessHandle.current().pid();
            // who cannot even read its own variables sees nothing: then nothing means nothing
            sure |= self && !process.getEnvironmentVariables().isEmpty();
            if (!self && value.equals(process.getEnvironmentVariables().get(VARIABLE))) {
                ProcessHandle.of(process.getPid())
                        .filter(ProcessHandle::isAlive)
                        .ifPresent(handle -> found.add(found(handle)));
            }
        }
        Path directory = control.toPath();
        if (forced && (sure || blind) && found.isEmpty() && Files.isDirectory(directory) && !hasEnded(directory)) {
            leaveStatus(directory);
        }
        return new CookieSight(found, sure, !Files.isDirectory(directory) || hasEnded(directory));
    }

    private static CookieSight.Found found(ProcessHandle handle) {
        String program = handle.info().command().orElse("process");
        long start = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new CookieSight.Found(handle.pid(), start, program.replaceFirst(".*[/\\\\]", ""));
    }

    private static void leaveStatus(Path directory) throws IOException {
        try {
            Files.createFile(directory.resolve(KILLED));
        } catch (FileAlreadyExistsException e) {
            return; // somebody who stops it, too
        }
    }

    private static boolean hasEnded(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "ended.*")) {
            return files.iterator().hasNext();
        }
    }
}
