package io.jenkins.plugins.deployhooks.pipeline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes with a rebuild, and what stays. */
class SupersededTest {
    private static final Map<String, String> REBUILT = Map.of("tree", "1", "parameter REBUILD", "true");

    @TempDir
    private Path dir;

    private CacheStore store;

    private Entry.Name kept(String scope, String key, Map<String, String> parts) throws Exception {
        Entry.Name name = new Entry.Name(scope, key);
        store.save(name, new CacheStore.Made(parts, "someone", false), file -> {
            Files.writeString(file, key);
            return new Entry.Content(key.length(), "sha256:" + "0".repeat(64), Map.of());
        });
        return name;
    }

    @Test
    @Requirement("D6")
    void theSameUnderOtherParametersGoesAndAllElseStays() throws Exception {
        store = new DirectoryCacheStore(dir.resolve("store"), Quota.DEFAULT, InstantSource.system());
        Entry.Name rebuilt = kept("job", "rebuilt", REBUILT);
        Entry.Name otherValue = kept("job", "other value", Map.of("tree", "1", "parameter REBUILD", "false"));
        Entry.Name noParameter = kept("job", "no parameter", Map.of("tree", "1"));
        Entry.Name otherTree = kept("job", "other tree", Map.of("tree", "2", "parameter REBUILD", "false"));
        Entry.Name otherScope = kept("job/other", "other scope", REBUILT);
        Superseded.remove(store, rebuilt, REBUILT);
        assertThat(store.list())
                .extracting(Entry::name)
                .containsExactlyInAnyOrder(rebuilt, otherTree, otherScope)
                .doesNotContain(otherValue, noParameter);
    }
}
