package io.jenkins.plugins.deployhooks.engine.archive.file;

import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Names between {@link Path} and bytes. A path of this platform keeps the bytes of its names even where they are no text,
 * but shows them only in its URI; text is far quicker, so the URI is asked only where text will not do.
 */
public final class FileNames {
    private static final char REPLACED = '\uFFFD';
    private static final Path ROOT =
            FileSystems.getDefault().getRootDirectories().iterator().next();
    private static final boolean UTF_8_NAMES = usesUtf8();
    private static final boolean SLASHES = "/".equals(FileSystems.getDefault().getSeparator());

    private FileNames() {}

    /** The bytes of the last component of {@code path}. */
    public static byte[] component(Path path) {
        Path name = Objects.requireNonNull(path.getFileName(), "a root has no name");
        String text = name.toString();
        if (isExact(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return undoUri(ROOT.resolve(name), 1);
    }

    /** The target of a symbolic link. */
    public static EntryName link(Path target) {
        String text = target.toString();
        if (isExact(text)) {
            return EntryName.of(SLASHES ? text : text.replace('\\', '/'));
        }
        return EntryName.of(undoUri(ROOT.resolve(target), target.isAbsolute() ? 0 : 1));
    }

    /**
     * The file {@code component} in {@code directory}.
     *
     * @throws InvalidPathException if no file can have this name here
     */
    public static Path resolve(Path directory, byte[] component) {
        String text = new String(component, StandardCharsets.UTF_8);
        if (isExact(text)) {
            return directory.resolve(text);
        }
        return directory.resolve(fromUri(component));
    }

    /**
     * The file {@code name} below {@code root}.
     *
     * @throws InvalidPathException if no file can have this name here
     */
    public static Path resolveAll(Path root, EntryName name) {
        return name.length() == 0 ? root : resolve(resolveAll(root, name.parent()), name.component());
    }

    /**
     * The relative path that people wrote as {@code text}, in UTF-8 whatever the locale, normalized.
     *
     * @throws InvalidPathException if no file can have this name here
     */
    public static Path relative(String text) {
        return target(EntryName.of(text.replaceFirst("^/+", ""))).normalize();
    }

    /**
     * The target of a symbolic link as a path.
     *
     * @throws InvalidPathException if no link can have this target here
     */
    public static Path target(EntryName link) {
        String text = new String(link.bytes(), StandardCharsets.UTF_8);
        if (isExact(text)) {
            return Path.of(text);
        }
        boolean absolute = link.at(0) == '/';
        Path path = fromUri(link.bytes());
        return absolute ? ROOT.resolve(path) : path;
    }

    /** Whether text has all that the bytes of a name have. */
    private static boolean isExact(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && (!UTF_8_NAMES || c == REPLACED)) {
                return !SLASHES;
            }
        }
        return true;
    }

    /** The bytes of a path from an index on. */
    private static byte[] undoUri(Path absolute, int from) {
        String raw = absolute.toUri().getRawPath();
        // a directory that exists gets a slash
        int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end);
        for (int i = from; i < end; i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    /** The relative path of these bytes; of one that begins with a slash, without it. */
    private static Path fromUri(byte[] bytes) {
        StringBuilder raw = new StringBuilder("file:///");
        for (byte b : bytes) {
            if (b == '/') {
                raw.append('/');
            } else {
                raw.append('%').append(HexFormat.of().toHexDigits(b));
            }
        }
        try {
            Path path = Path.of(URI.create(raw.toString()));
            return path.subpath(0, path.getNameCount());
        } catch (IllegalArgumentException e) {
            InvalidPathException invalid =
                    new InvalidPathException(EntryName.of(bytes).toString(), "no file can have this name");
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static boolean usesUtf8() {
        String name = System.getProperty("sun.jnu.encoding", "");
        return Charset.isSupported(name) && Charset.forName(name).equals(StandardCharsets.UTF_8);
    }
}
