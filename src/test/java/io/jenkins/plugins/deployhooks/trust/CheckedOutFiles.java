package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.scm.SCM;
import hudson.scm.SCMDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceDescriptor;
import jenkins.scm.impl.mock.MockChangeRequestSCMRevision;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMRevision;
import jenkins.scm.impl.mock.MockSCMSource;
import org.apache.commons.io.FileUtils;

/** The files of a revision, as other sources have them: the mock source comes without. */
public final class CheckedOutFiles extends SCMFileSystem {
    private final Path root;
    private int asked;

    CheckedOutFiles(SCMRevision revision, Path root) {
        super(revision);
        this.root = root;
    }

    /** How often what is at a path was looked up, as another source asks its server. */
    int asked() {
        return asked;
    }

    @Override
    public long lastModified() {
        return 0;
    }

    @NonNull
    @Override
    public SCMFile getRoot() {
        return new File();
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(root.toFile());
    }

    private final class File extends SCMFile {
        File() {
            super();
        }

        File(SCMFile parent, String name) {
            super(parent, name);
        }

        private Path path() {
            return root.resolve(getPath());
        }

        @NonNull
        @Override
        protected SCMFile newChild(@NonNull String name, boolean assumeIsDirectory) {
            return new File(this, name);
        }

        @NonNull
        @Override
        public Iterable<SCMFile> children() throws IOException {
            List<SCMFile> children = new ArrayList<>();
            try (Stream<Path> paths = Files.list(path())) {
                paths.forEach(
                        path -> children.add(new File(this, path.getFileName().toString())));
            }
            return children;
        }

        @Override
        public long lastModified() {
            return 0;
        }

        @NonNull
        @Override
        protected Type type() {
            asked++;
            if (!Files.exists(path(), LinkOption.NOFOLLOW_LINKS) || isBehindLink(path().getParent())) {
                return Type.NONEXISTENT;
            }
            if (Files.isSymbolicLink(path())) {
                return Type.LINK;
            }
            return Files.isDirectory(path()) ? Type.DIRECTORY : Type.REGULAR_FILE;
        }

        /** In a revision nothing is there. */
        private boolean isBehindLink(Path parent) {
            return parent.startsWith(root)
                    && !parent.equals(root)
                    && (Files.isSymbolicLink(parent) || isBehindLink(parent.getParent()));
        }

        @NonNull
        @Override
        public InputStream content() throws IOException {
            return Files.newInputStream(path());
        }
    }

    /** Checks a revision out; to be made an extension by the test. */
    public static class Builder extends SCMFileSystem.Builder {
        @Override
        public boolean supports(SCM source) {
            return false;
        }

        @Override
        public boolean supports(SCMSource source) {
            return source instanceof MockSCMSource;
        }

        @Override
        protected boolean supportsDescriptor(SCMDescriptor descriptor) {
            return false;
        }

        @Override
        protected boolean supportsDescriptor(SCMSourceDescriptor descriptor) {
            return descriptor.clazz == MockSCMSource.class;
        }

        @Override
        public SCMFileSystem build(@NonNull Item owner, @NonNull SCM scm, SCMRevision revision) {
            return null;
        }

        @Override
        public SCMFileSystem build(@NonNull SCMSource source, @NonNull SCMHead head, SCMRevision revision)
                throws IOException {
            MockSCMSource mock = (MockSCMSource) source;
            String hash = revision instanceof MockChangeRequestSCMRevision request
                    ? request.getHash()
                    : ((MockSCMRevision) revision).getHash();
            Path root = Files.createTempDirectory("revision");
            MockSCMController.lookup(mock.getControllerId()).checkout(root.toFile(), mock.getRepository(), hash);
            return new CheckedOutFiles(revision, root);
        }
    }
}
