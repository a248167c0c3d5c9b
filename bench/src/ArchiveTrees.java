import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The trees that are measured. The same each time. */
final class ArchiveTrees {
    private static final int LETTERS = 32;
    private static final int PIECE = 1 << 20;

    private ArchiveTrees() {}

    /** {@code java ArchiveTrees.java NAME DIRECTORY} makes one of them. */
    public static void main(String[] arguments) throws IOException {
        make(arguments[0], Path.of(arguments[1]));
    }

    /** Trees that say nothing about speed: all files in one directory, and one file of holes. */
    static boolean isForMemoryOnly(String name) {
        return name.equals("flat") || name.equals("huge");
    }

    static void make(String name, Path tree) throws IOException {
        Random random = new Random(1);
        switch (name) {
            case "small" ->
                files(tree, 40_000, 100, () -> 1 + (int) (random.nextDouble() * random.nextDouble() * 26_500));
            case "tiny" -> files(tree, 200_000, 200, () -> random.nextInt(100));
            case "flat" -> files(tree, 300_000, 300_000, () -> random.nextInt(100));
            case "huge" -> sparse(tree, 4_000_000_000L);
            case "large" -> files(tree, 3, 3, () -> 400_000_000);
            default -> throw new IllegalArgumentException("small, large, tiny, flat or huge, not " + name);
        }
    }

    interface Size {
        int next();
    }

    static void files(Path tree, int count, int each, Size size) throws IOException {
        Random random = new Random(2);
        Path directory = tree;
        for (int i = 0; i < count; i++) {
            if (i % each == 0) {
                int number = i / each;
                directory = tree.resolve("module-" + number / 20).resolve("package-" + number % 20);
                Files.createDirectories(directory);
            }
            try (OutputStream file = Files.newOutputStream(directory.resolve("Source-file-" + i + ".txt"))) {
                for (int left = size.next(); left > 0; left -= PIECE) {
                    file.write(contents(random, Math.min(left, PIECE)));
                }
            }
        }
    }

    /** Half compressible: in turns noise, and text of few letters. */
    private static byte[] contents(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        for (int i = 0; i < size; i++) {
            if ((i >> 9 & 1) == 0) {
                bytes[i] = (byte) ('a' + bytes[i - i % LETTERS] % 4);
            }
        }
        return bytes;
    }

    /** One file, almost all of it holes, so that it takes little of a memory file system. */
    private static void sparse(Path tree, long size) throws IOException {
        Files.createDirectories(tree);
        try (RandomAccessFile file = new RandomAccessFile(tree.resolve("sparse").toFile(), "rw")) {
            file.setLength(size);
            for (long at = 0; at < size; at += size / 50) {
                file.seek(at);
                file.write(contents(new Random(at), PIECE));
            }
        }
    }
}
