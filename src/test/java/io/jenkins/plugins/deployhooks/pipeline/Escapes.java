package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Looks for what has a name of an attacker's choice: in a directory, and in those above it, where a way out of it leads. */
public final class Escapes {
    private Escapes() {}

    /** Nothing in {@code directory}, however deep, or beside it or one above it is called {@code evil} something. */
    public static void areNotAround(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files)
                    .noneMatch(file -> String.valueOf(file.getFileName()).contains("evil"));
        }
        for (Path above = directory.toAbsolutePath().getParent(); above != null; above = above.getParent()) {
            try (Stream<Path> files = Files.list(above)) {
                assertThat(files)
                        .as("in " + above)
                        .noneMatch(file -> String.valueOf(file.getFileName()).startsWith("evil"));
            }
        }
    }
}
