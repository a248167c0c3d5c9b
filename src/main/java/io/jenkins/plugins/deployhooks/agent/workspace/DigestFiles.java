package io.jenkins.plugins.deployhooks.agent.workspace;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import jenkins.MasterToSlaveFileCallable;

/** The digests of files in a workspace, links followed, by their paths; of what is no file there is none. */
public final class DigestFiles extends MasterToSlaveFileCallable<HashMap<String, String>> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> paths;

    /** @param paths relative to the workspace, with slashes */
    public DigestFiles(Collection<String> paths) {
        this.paths = new ArrayList<>(paths);
    }

    @Override
    public HashMap<String, String> invoke(File workspace, VirtualChannel channel) throws IOException {
        HashMap<String, String> digests = new HashMap<>();
        for (String path : paths) {
            Path file;
            try {
                file = workspace.toPath().resolve(path);
            } catch (InvalidPathException e) {
                // A name that this machine cannot have is a file that it does not have.
                continue;
            }
            if (Files.isRegularFile(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    digests.put(path, of(in));
                }
            }
        }
        return digests;
    }

    /**
     * The digest of {@code content}: SHA-256, in hexadecimal digits.
     *
     * @throws IOException if it cannot be read
     */
    public static String of(InputStream content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream in = new DigestInputStream(content, digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
