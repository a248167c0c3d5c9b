package io.jenkins.plugins.deployhooks.engine.archive;

import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileNames;
import io.jenkins.plugins.deployhooks.engine.archive.file.Removal;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Trees of files for tests of archives: random ones, and what is in one. */
public final class Trees {
    private static final List<String> NAMES = List.of(
            "plain",
            "with space",
            "new\nline",
            "tab\there",
            "ünï-çödé-日本",
            "emoji 🚀",
            "-dash",
            "quote'\"",
            "back\\slash",
            "..dots",
            "...",
            "trailing.",
            "*glob?",
            "$var",
            "#",
            "~",
            "ends with space ",
            "x".repeat(99),
            "y".repeat(101),
            "é".repeat(127) + "z",
            "n".repeat(255));
    private static final List<String> TARGETS =
            List.of("nowhere", "../up", "/etc/hostname", ".", "a/b/c", "loop", "/", "t".repeat(99), "é".repeat(200));
    private static final int[] MODES = {0644, 0600, 0755, 0777, 0400, 0666, 0444, 0751, 0, 0664};

    private Trees() {}

    /** Fills {@code root}, which does not exist, with anything. */
    public static Path random(Path root, Random random) throws IOException {
        Files.createDirectory(root);
        List<Path> directories = new ArrayList<>(List.of(root));
        List<Path> files = new ArrayList<>();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            Path above = directories.get(random.nextInt(directories.size()));
            Path path = above.resolve(name(random, i));
            if (Removal.isThere(path) || path.toString().length() > 1500) {
                continue;
            }
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    Files.createDirectory(path);
                    directories.add(path);
                }
                case 2 -> Files.createSymbolicLink(path, Path.of(TARGETS.get(random.nextInt(TARGETS.size()))));
                case 3 -> {
                    if (!files.isEmpty()) {
                        Files.createLink(path, files.get(random.nextInt(files.size())));
                    }
                }
                default -> files.add(file(path, random));
            }
        }
        for (Path file : files) {
            int mode = MODES[random.nextInt(MODES.length)];
            Files.setAttribute(file, "unix:mode", mode);
            if (!Files.isReadable(file)) {
                // only root may archive it then
                Files.setAttribute(file, "unix:mode", mode | 0400);
            }
        }
        for (Path directory : directories.subList(1, directories.size())) {
            int[] modes = {0755, 0700, 0777, 0775, 0555, 01777, 02755};
            Files.setAttribute(directory, "unix:mode", modes[random.nextInt(modes.length)]);
        }
        return root;
    }

    private static String name(Random random, int i) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return name.length() > 90 ? name : name + i;
    }

    private static Path file(Path path, Random random) throws IOException {
        int[] sizes = {0, 1, 511, 512, 513, 4096, 40_000, 131_072, 131_073, 300_000};
        byte[] bytes = new byte[sizes[random.nextInt(sizes.length)]];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            Arrays.fill(bytes, bytes.length / 3, bytes.length, (byte) 'a');
        }
        return Files.write(path, bytes);
    }

    /** What is below {@code root}: of each name all that an archive keeps, hard links as the name that comes first. */
    public static Map<EntryName, String> contents(Path root) throws IOException {
        Map<EntryName, String> contents = new TreeMap<>((a, b) -> Arrays.compareUnsigned(a.bytes(), b.bytes()));
        if (Files.exists(root)) {
            collect(root, EntryName.NONE, contents);
        }
        Map<String, EntryName> first = new TreeMap<>();
        contents.replaceAll((name, what) -> {
            if (!what.startsWith("inode ")) {
                return what;
            }
            String inode = what.substring(0, what.indexOf(':'));
            EntryName other = first.putIfAbsent(inode, name);
            return other == null ? what.substring(what.indexOf(':') + 1) : "the same file as " + other;
        });
        return contents;
    }

    private static void collect(Path directory, EntryName name, Map<EntryName, String> contents) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                EntryName childName = name.child(FileNames.component(child));
                FileFacts facts = FileFacts.of(child);
                String mode = Integer.toOctalString(facts.mode());
                switch (facts.kind()) {
                    case DIRECTORY -> {
                        contents.put(childName, "directory " + mode);
                        collect(child, childName, contents);
                    }
                    case SYMBOLIC_LINK ->
                        contents.put(childName, "link to " + FileNames.link(Files.readSymbolicLink(child)));
                    case FILE -> {
                        String inode = facts.identity() == null
                                ? ""
                                : "inode " + facts.identity().inode() + ":";
                        byte[] bytes = Files.readAllBytes(child);
                        contents.put(
                                childName, inode + "file " + mode + " " + bytes.length + " " + Arrays.hashCode(bytes));
                    }
                    case OTHER -> contents.put(childName, "other");
                }
            }
        }
    }

    /** Removes a tree, whatever its modes. */
    public static void remove(Path root) throws IOException {
        Removal.of(root);
    }

    /** Writes a file and the directories above it. */
    public static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
