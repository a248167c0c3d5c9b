package io.jenkins.plugins.deployhooks.cli.options;

import io.jenkins.plugins.deployhooks.cli.environment.UserDirectories;
import io.jenkins.plugins.deployhooks.cli.environment.UserEnvironment;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says where archives are kept between deployments. */
public final class CacheOptions {
    private static final String ADVICE = "; name another directory with --cache-dir DIR";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--cache-dir",
            paramLabel = "DIR",
            description = {
                "The directory where archives of builds and of dependencies are kept.",
                "Default: $XDG_CACHE_HOME/deploy-hooks, or ~/.cache/deploy-hooks."
            })
    private Path cacheDir;

    /** Whether the user has named the directory. */
    public boolean isNamed() {
        return cacheDir != null;
    }

    /**
     * The directory, which may be missing.
     *
     * @throws ParameterException if none is named and the user has no home directory
     */
    public CacheDirectory directory() {
        if (cacheDir != null) {
            return new CacheDirectory(cacheDir.toAbsolutePath().normalize());
        }
        return UserDirectories.of(UserEnvironment.variables())
                .cache()
                .map(caches -> new CacheDirectory(caches.resolve("deploy-hooks")))
                .orElseThrow(() -> invalid("this user has no home directory, where the cache would be: neither the"
                        + " variable HOME nor the system names one; name a directory with --cache-dir DIR"));
    }

    /**
     * Opens the archives, in a directory that is made where it is missing and then only this user can read: archives hold
     * what builds made of variables, passwords perhaps.
     *
     * @throws IOException if it cannot be used, with the reason and an advice for people
     * @throws ParameterException as {@link #directory}
     */
    public DirectoryCacheStore store() throws IOException, InterruptedException {
        CacheDirectory directory = directory();
        try {
            Files.createDirectories(directory.root(), privately(directory.root()));
        } catch (FileSystemException e) {
            throw new IOException("the cache cannot be used: " + reason(e) + ADVICE, e);
        }
        try {
            return new DirectoryCacheStore(directory.archives(), Quota.DEFAULT, InstantSource.system());
        } catch (IOException e) {
            throw new IOException(e.getMessage() + ADVICE, e);
        }
    }

    private static String reason(FileSystemException fault) {
        return fault.getFile()
                + (fault.getReason() == null ? " cannot be made or is a file" : ": " + fault.getReason());
    }

    private static FileAttribute<?>[] privately(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
