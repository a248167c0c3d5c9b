package io.jenkins.plugins.deployhooks.engine.cache;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Replacement;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Remembers, in a directory, the last successful deployment of each app of a project to each environment. */
public final class LastDeployments {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path directory;
    private final String project;

    /**
     * @param directory made when needed
     * @param project the repository, or the job: apps of different ones may have the same name
     */
    public LastDeployments(Path directory, String project) {
        this.directory = directory;
        this.project = project;
    }

    /**
     * What is remembered of an app in an environment.
     *
     * @param last the last successful deployment, where nothing has been launched since; null: there is none
     * @param result how the last deployment ended, in the words of {@code DEPLOY_RESULT}; null: not known
     * @param running the deployment that has begun last and not ended, or was killed; null: none
     * @param crowded whether another one was under way while it ran, or was killed before it: which of them has launched
     *     last nobody knows, whichever ends last
     * @param revisions what may be deployed there; null, as earlier versions have written it: not known
     */
    public record Memory(
            @CheckForNull LastDeployment last,
            @CheckForNull String result,
            @CheckForNull String running,
            boolean crowded,
            Revisions revisions) {
        public Memory {
            revisions = revisions == null ? Revisions.NONE : revisions;
        }

        /** Nothing. */
        public static final Memory NONE = new Memory(null, null, null, false, Revisions.NONE);

        /**
         * The last successful deployment, if what it has launched is what runs there: nobody knows that where another
         * deployment has begun and not ended.
         */
        @CheckForNull
        public LastDeployment certain() {
            return running == null ? last : null;
        }
    }

    /** What is remembered; nothing where it cannot be read, which costs no more than a deployment in full. */
    public Memory of(Target target) {
        try {
            Memory memory = JSON.readValue(Files.readAllBytes(file(target)), Memory.class);
            if (memory == null) {
                return Memory.NONE;
            }
            LastDeployment last = memory.last();
            return last == null || last.isComplete() ? memory : Memory.NONE;
        } catch (IOException | RuntimeException e) {
            return Memory.NONE;
        }
    }

    /**
     * A deployment begins: until it has ended nobody knows what runs there.
     *
     * @param now what it deploys
     * @param seen what was known when it was planned: another one may have begun and ended since then
     * @throws IOException if that cannot be remembered; then nothing is remembered of the ones before either
     */
    public void begun(Target target, Revisions.Revision now, Revisions seen) throws IOException {
        Memory before = of(target);
        try {
            boolean alone = before.running() == null;
            String result = alone ? before.result() : null;
            Revisions revisions = before.revisions().begun(now);
            boolean crowded = !alone || !before.revisions().equals(seen);
            write(target, new Memory(before.certain(), result, now.deployment(), crowded, revisions));
        } catch (IOException e) {
            Files.deleteIfExists(file(target));
            throw e;
        }
    }

    /**
     * How a deployment has ended.
     *
     * @param result in the words of {@code DEPLOY_RESULT}
     * @param running what runs there now; null: nobody knows
     * @param complete whether everything was done that what has changed asks for
     */
    public record End(String result, @CheckForNull LastDeployment running, boolean complete) {}

    /**
     * A deployment has ended. Where another one was under way meanwhile, nobody knows whose app runs there.
     *
     * @param id the deployment
     * @param end how
     * @throws IOException if it cannot be remembered; then it passes for one that was killed
     */
    public void ended(Target target, String id, End end) throws IOException {
        Memory before = of(target);
        boolean latest = id.equals(before.running());
        boolean alone = latest && !before.crowded();
        LastDeployment certain = alone ? end.running() : null;
        String other = latest ? null : before.running();
        Revisions revisions = alone && end.complete()
                ? before.revisions().succeeded(id)
                : before.revisions().ended(id);
        write(target, new Memory(certain, end.result(), other, other != null, revisions));
    }

    /**
     * Something else than a whole deployment changes what runs there, such as the hooks of a single event: what was
     * launched last is not all there is from now on. How the last deployment ended is known still.
     *
     * @throws IOException if that cannot be remembered; then nothing is remembered of the ones before either
     */
    public void changed(Target target) throws IOException {
        Memory before = of(target);
        try {
            write(
                    target,
                    new Memory(
                            null,
                            before.result(),
                            before.running(),
                            before.running() != null,
                            before.revisions().unknown()));
        } catch (IOException e) {
            Files.deleteIfExists(file(target));
            throw e;
        }
    }

    private void write(Target target, Memory memory) throws IOException {
        Files.createDirectories(directory);
        byte[] text = JSON.writeValueAsBytes(memory);
        Replacement.write(file(target), out -> out.write(text));
    }

    private Path file(Target target) {
        String app = target.app() == null ? "" : target.app();
        // What is deployed as a worker says nothing of what serves requests, and the reverse (S40).
        List<String> names = new ArrayList<>(List.of(project, app, target.environment()));
        if (target.instance() != null) {
            names.add(target.instance());
        }
        return directory.resolve(FileDigests.name(names) + ".json");
    }
}
