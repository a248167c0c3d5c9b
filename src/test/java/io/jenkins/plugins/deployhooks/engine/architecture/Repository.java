package io.jenkins.plugins.deployhooks.engine.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository, found from a test of either build. */
public final class Repository {
    private static final Path ROOT = findRoot();

    private Repository() {}

    /** The directory that holds the plugin's POM, {@code src} and {@code standalone}. */
    public static Path root() {
        return ROOT;
    }

    /** The Java sources of the program, of both builds. */
    public static List<Path> mainSources() {
        return Stream.concat(javaBelow("src/main/java"), javaBelow("standalone/src/main/java"))
                .toList();
    }

    /** The Java sources of the tests, of both builds. */
    public static List<Path> testSources() {
        return Stream.concat(javaBelow("src/test/java"), javaBelow("standalone/src/test/java"))
                .toList();
    }

    private static Stream<Path> javaBelow(String directory) {
        Path start = ROOT.resolve(directory);
        if (!Files.isDirectory(start)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path findRoot() {
        String said = System.getProperty("deployhooks.root");
        Path start = Path.of(said == null ? "" : said).toAbsolutePath().normalize();
        for (Path place = start; place != null; place = place.getParent()) {
            if (Files.isRegularFile(place.resolve("standalone/pom.xml"))) {
                return place;
            }
        }
        throw new IllegalStateException("no standalone/pom.xml in or above " + start
                + ": run the tests from inside the repository, or set -Ddeployhooks.root");
    }
}
