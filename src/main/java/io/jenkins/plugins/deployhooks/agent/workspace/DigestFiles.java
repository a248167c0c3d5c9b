package io.jenkins.plugins.deployhooks.agent.workspace;

import hudson.remoting.VirtualChannel;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import jenkins.MasterToSlaveFileCallable;

/**
 * The digests of files in a workspace, links followed, by the paths that are asked for, and by those with an ending; of what is
 * no file there is none.
 */
public final class DigestFiles extends MasterToSlaveFileCallable<HashMap<String, DigestFiles.Found>> {
    private static final long serialVersionUID = 1L;

    /**
     * A file.
     *
     * @param path as a revision has it: with slashes, and in its own letters where the machine does not tell small ones from
     *     capitals
     * @param digest see {@link #of}
     */
    public record Found(String path, String digest) implements Serializable {}

    /** Where git looks whether it is a text. */
    private static final int BEGINNING = 8000;

    private static final int BUFFER = 16_384;

    private final ArrayList<String> paths;
    private final ArrayList<String> endings;

    /**
     * @param paths relative to the workspace, with slashes
     * @param endings are tried besides where the name at the end of a path has none
     */
    public DigestFiles(Collection<String> paths, Collection<String> endings) {
        this.paths = new ArrayList<>(paths);
        this.endings = new ArrayList<>(endings);
    }

    @Override
    public HashMap<String, Found> invoke(File workspace, VirtualChannel channel) throws IOException {
        HashMap<String, Found> digests = new HashMap<>();
        for (String path : paths) {
            add(digests, workspace.toPath(), path);
            if (path.indexOf('.', path.lastIndexOf('/') + 1) < 0) {
                for (String ending : endings) {
                    add(digests, workspace.toPath(), path + ending);
                }
            }
        }
        return digests;
    }

    private static void add(HashMap<String, Found> digests, Path workspace, String path) throws IOException {
        Path file;
        try {
            file = workspace.resolve(path);
        } catch (InvalidPathException e) {
            // A name that this machine cannot have is a file that it does not have.
            return;
        }
        if (Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                digests.put(path, new Found(name(workspace, file, path), of(in)));
            }
        }
    }

    /** The path of {@code file}, which is there, as a revision has it. */
    static String name(Path root, Path file, String asked) throws IOException {
        String separator = root.getFileSystem().getSeparator();
        String written = asked.replace(separator, "/");
        String real = root.toRealPath(LinkOption.NOFOLLOW_LINKS)
                .relativize(file.toRealPath(LinkOption.NOFOLLOW_LINKS))
                .toString()
                .replace(separator, "/");
        // Elsewhere, where links and dots are mixed, the two may be different things.
        return separator.equals("\\") || real.equalsIgnoreCase(written) ? real : written;
    }

    /**
     * The digest of {@code content}: SHA-256, in hexadecimal digits. Of a text it is the same whichever line ends git has
     * given it: carriage returns before line feeds do not count. Texts are what git takes for texts, by their beginning.
     *
     * @throws IOException if it cannot be read
     */
    public static String of(InputStream content) throws IOException {
        try (InputStream in = new BufferedInputStream(content, BUFFER)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            in.mark(BUFFER);
            boolean text = new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1).indexOf('\0') < 0;
            in.reset();
            if (text) {
                addText(in, digest);
            } else {
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void addText(InputStream in, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        boolean held = false;
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            for (int i = 0; i < length; i++) {
                byte each = buffer[i];
                if (held && each != '\n') {
                    digest.update((byte) '\r');
                }
                held = each == '\r';
                if (!held) {
                    digest.update(each);
                }
            }
        }
        if (held) {
            digest.update((byte) '\r');
        }
    }
}
