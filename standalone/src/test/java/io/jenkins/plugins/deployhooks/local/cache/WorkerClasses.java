package io.jenkins.plugins.deployhooks.local.cache;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** How a {@link StoreWorker} is started in half of the time: from classes that another one has loaded before. */
final class WorkerClasses {
    private final Path place;
    private final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m"));

    /** @param place an empty directory for what is made */
    WorkerClasses(Path place) throws IOException, InterruptedException {
        this.place = place;
        List<String> path = new ArrayList<>();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String element : classes.split(File.pathSeparator)) {
            // Classes from directories cannot be shared.
            path.add(Files.isDirectory(Path.of(element)) ? jar(Path.of(element), path.size()) : element);
        }
        Path shared = place.resolve("shared.jsa");
        List<String> main = List.of("-cp", String.join(File.pathSeparator, path), StoreWorker.class.getName());
        if (isMade(shared, main)) {
            command.add("-XX:SharedArchiveFile=" + shared);
        }
        command.addAll(main);
    }

    private String jar(Path directory, int number) throws IOException {
        Path file = place.resolve(number + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> all = Files.walk(directory)) {
            jar.setLevel(0);
            all.filter(Files::isRegularFile).forEach(one -> {
                try {
                    jar.putNextEntry(
                            new JarEntry(directory.relativize(one).toString().replace(File.separatorChar, '/')));
                    Files.copy(one, jar);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return file.toString();
    }

    private boolean isMade(Path shared, List<String> main) throws IOException, InterruptedException {
        List<String> once = new ArrayList<>(command);
        once.add("-XX:ArchiveClassesAtExit=" + shared);
        once.addAll(main);
        once.addAll(List.of(place.resolve("store").toString(), "1"));
        Process process = new ProcessBuilder(once)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream orders = process.getOutputStream()) {
            orders.write((place.resolve("place") + "\nsave\nrestore\nsave\nrestore\n").getBytes());
        }
        return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** The command without the worker's arguments. */
    List<String> command() {
        return List.copyOf(command);
    }
}
