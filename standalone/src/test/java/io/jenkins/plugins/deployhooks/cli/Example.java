package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.stream.Stream;

/** Copies of docs/examples, so that what they generate stays out of the repository. */
final class Example {
    private static final Set<String> GENERATED =
            Set.of("data", "dist", "messages", "state", ".npmrc", "build.txt", "message.txt", "pids.txt");

    private Example() {}

    /** A copy of the example {@code name} below {@code parent}, without what it has generated. */
    static Path copy(String name, Path parent) throws IOException {
        return copyTree(Repository.root().resolve("docs/examples").resolve(name), parent.resolve(name));
    }

    /** Copies a directory with the modes of its files. */
    static Path copyTree(Path source, Path target) throws IOException {
        Files.createDirectories(target);
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                if (GENERATED.contains(dir.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target.resolve(source.relativize(dir)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!GENERATED.contains(file.getFileName().toString())) {
                    Files.copy(file, target.resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return target;
    }

    /** Puts {@code port} in place of 8080 in the file {@code file}. */
    static void usePort(Path file, int port) throws IOException {
        Files.writeString(file, Files.readString(file).replace("8080", Integer.toString(port)));
    }

    /** Puts {@code ports} in place of 8080 and 9090 in all files below {@code directory}. */
    static void usePorts(Path directory, int... ports) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, withPorts(Files.readString(file), ports));
            }
        }
    }

    /** {@code text} with {@code ports} in place of 8080 and 9090. */
    static String withPorts(String text, int... ports) {
        return text.replace("8080", Integer.toString(ports[0])).replace("9090", Integer.toString(ports[1]));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Whether a program called {@code name} is on PATH. */
    static boolean isInstalled(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }
}
