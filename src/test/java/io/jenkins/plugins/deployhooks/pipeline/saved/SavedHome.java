package io.jenkins.plugins.deployhooks.pipeline.saved;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * The parts of a Jenkins home that are kept with the sources, and the directory beside it in which the builds worked. A
 * saved program holds the paths of that directory in a binary form, so each place is given a path of one and the same
 * length, and its path is replaced byte by byte.
 */
final class SavedHome {
    private static final int LENGTH = 180;
    private static final String KEPT_PLACE = padded("/the-place-of-the-saved-builds/");

    /** A directory that only holds this is an empty one; git knows none. */
    private static final String EMPTY = ".empty";

    /** What a build that goes on needs of a Jenkins home. */
    private static final List<String> PARTS = List.of("jobs", "secrets/master.key", "secrets/hudson.util.Secret");

    private final Path kept;
    private final Path home;
    private final Path place;

    /**
     * Nothing is there yet.
     *
     * @param kept where the files are kept
     * @param home of the Jenkins of a test
     * @param temporary in it will be the place
     */
    SavedHome(Path kept, Path home, Path temporary) throws IOException {
        this.kept = kept;
        this.home = home;
        this.place = Path.of(padded(temporary.toRealPath() + "/"));
    }

    private static String padded(String path) {
        if (path.length() >= LENGTH) {
            throw new IllegalArgumentException(path + " is too long, give the tests a shorter java.io.tmpdir");
        }
        return path + "p".repeat(LENGTH - path.length());
    }

    /** The directory in which the builds work. */
    Path place() {
        return place;
    }

    /** Before the first start: the builds shall work in the place, and each have an executor. */
    void configure() throws IOException {
        Files.createDirectories(place);
        Files.writeString(
                home.resolve("config.xml"),
                "<hudson><version>2.541</version><numExecutors>10</numExecutors>"
                        + "<nodeRenameMigrationNeeded>false</nodeRenameMigrationNeeded><workspaceDir>" + place
                        + "/${ITEM_FULL_NAME}</workspaceDir></hudson>");
    }

    /** Keeps what there is now, in place of what was kept before. */
    void keep() throws IOException {
        FileUtils.deleteDirectory(kept.toFile());
        for (String part : PARTS) {
            copy(home.resolve(part), kept.resolve("home").resolve(part), place.toString(), KEPT_PLACE);
        }
        copy(place, kept.resolve("place"), place.toString(), KEPT_PLACE);
        refuse(List.of(System.getProperty("user.home"), System.getProperty("user.dir")));
    }

    /** What tells of the machine must not get into the sources. */
    private void refuse(List<String> texts) throws IOException {
        try (Stream<Path> walk = Files.walk(kept)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String text : texts) {
                    if (content.contains(text)) {
                        throw new IOException(file + " has " + text + " in it");
                    }
                }
            }
        }
    }

    /** Puts what is kept into an empty home and an empty place. */
    void lay() throws IOException {
        FileUtils.cleanDirectory(home.toFile());
        FileUtils.deleteDirectory(place.toFile());
        copy(kept.resolve("home"), home, KEPT_PLACE, place.toString());
        copy(kept.resolve("place"), place, KEPT_PLACE, place.toString());
        configure();
    }

    private static void copy(Path from, Path to, String old, String now) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : walk.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                    try (Stream<Path> children = Files.list(path)) {
                        if (children.findAny().isEmpty()) {
                            Files.createFile(target.resolve(EMPTY));
                        }
                    }
                } else if (Files.isRegularFile(path) && !path.endsWith(EMPTY)) {
                    Files.createDirectories(target.getParent());
                    Files.write(target, replaced(Files.readAllBytes(path), old, now));
                }
            }
        }
    }

    private static byte[] replaced(byte[] bytes, String old, String now) {
        // one char a byte, whatever the bytes mean
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace(old, now).getBytes(StandardCharsets.ISO_8859_1);
    }
}
