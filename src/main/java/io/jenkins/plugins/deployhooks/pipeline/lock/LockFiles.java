package io.jenkins.plugins.deployhooks.pipeline.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** The locks on disk: one file for each that somebody has, as a whole or not at all. */
final class LockFiles {
    private static final Logger LOGGER = Logger.getLogger(LockFiles.class.getName());
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /** Who has the lock called {@code name}; null: nobody. */
    @CheckForNull
    LockOwner read(LockName name) throws IOException {
        Path file = file(name);
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            LockOwner owner = JSON.readValue(text, LockOwner.class);
            if (owner.version() == LockOwner.VERSION && name.equals(owner.lock())) {
                return owner;
            }
            LOGGER.warning(() -> file + " is no lock that this version can read; nobody is taken to have it");
        } catch (JsonProcessingException e) {
            // Written as a whole always: somebody else has been here.
            LOGGER.log(Level.WARNING, e, () -> file + " is damaged; nobody is taken to have this lock");
        }
        return null;
    }

    void write(LockOwner owner) throws IOException {
        ReportFile.at(file(owner.lock())).write(JSON.writeValueAsString(owner));
    }

    void delete(LockName name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    private static Path file(LockName name) {
        return Jenkins.get()
                .getRootDir()
                .toPath()
                .resolve("deploy-hooks")
                .resolve("locks")
                .resolve(name.digest() + ".json");
    }
}
