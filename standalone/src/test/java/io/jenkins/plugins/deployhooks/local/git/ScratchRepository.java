package io.jenkins.plugins.deployhooks.local.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository of git, made for a test. */
record ScratchRepository(Path root) {
    /** An empty one in {@code directory}, which is made; without git the test is left out. */
    static ScratchRepository in(Path directory) throws Exception {
        ScratchRepository repository = new ScratchRepository(Files.createDirectories(directory));
        try {
            repository.git("init", "-q");
        } catch (IOException e) {
            assumeTrue(false, "there is no git");
        }
        return repository;
    }

    /** What git answers to {@code arguments}, which it must carry out. */
    String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        for (String setting : List.of(
                "user.name=t", "user.email=t@example.org", "commit.gpgsign=false", "protocol.file.allow=always")) {
            command.addAll(List.of("-c", setting));
        }
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** What a command of the shell prints in the repository. */
    String shell(String command) throws Exception {
        return run(List.of("sh", "-c", "cd \"$0\" && " + command, root.toString()));
    }

    private static String run(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8"));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.strip();
    }

    /** Writes a file, and the directories above it. */
    void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Commits everything. */
    void commit() throws Exception {
        git("add", "-A");
        git("commit", "-q", "-m", "x");
    }
}
