package io.jenkins.plugins.deployhooks.engine.cache.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployment;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is no text or no digest is found wherever it stands, and be it at one place alone. */
@Requirement("S46")
class EachPlaceLimitsTest {
    private static final Map<String, String> FINE = Map.of("tree", "0123456789abcdef");
    private static final Map<String, String> BAD = Map.of("tree", "<script>");
    private static final LastDeployment LAST = new LastDeployment("shop #6", "c0ffee", FINE, FINE);

    private static String decision(String key, Map<String, String> parts, LastDeployment last) {
        return decision(new CacheSubject(new BuildKey(key, List.of(), parts), FINE), last);
    }

    private static String decision(CacheSubject subject, LastDeployment last) {
        return CacheJson.write(SavedCache.of(CacheDecision.of(subject, List.of("main"), List.of(), last)));
    }

    private static void refused(String json, String reason) {
        assertThatThrownBy(() -> CacheJson.readDecision(json))
                .isInstanceOf(IOException.class)
                .hasMessage("what is said of archives is refused: " + reason);
    }

    @Test
    void whatIsFineIsRead() throws Exception {
        assertThat(CacheJson.readDecision(decision("key", FINE, LAST)).last()).isEqualTo(LAST);
    }

    @Test
    void theKeyIsOneLineEverywhere() {
        refused(decision("a\nb", FINE, LAST), "the key has characters that no text has");
    }

    @Test
    void everyPartIsADigest() {
        String reason = "a part of a key is no digest";
        refused(decision("key", BAD, LAST), reason);
        refused(decision(new CacheSubject(new BuildKey("key", List.of(), FINE), BAD), LAST), reason);
        refused(decision("key", FINE, new LastDeployment("shop #6", null, BAD, FINE)), reason);
        refused(decision("key", FINE, new LastDeployment("shop #6", null, FINE, BAD)), reason);
    }

    @Test
    void whatIsReusedIsOneLine() {
        String json = decision("key", FINE, LAST);
        assertThat(json).contains("\"reused\":null");
        refused(
                json.replace("\"reused\":null", "\"reused\":\"a\\nb\""),
                "what is reused has characters that no text has");
    }

    @Test
    void namesOfRemarksAreOneLine() {
        Entry entry = new Entry(
                new Entry.Name("main", "key"),
                FINE,
                new Entry.Content(1, "sha256:" + "0".repeat(64), Map.of("a\nb", "c")),
                new Entry.Times(Instant.EPOCH, Instant.EPOCH),
                "deployment 1");
        assertThatThrownBy(() -> CacheJson.readEntry(CacheJson.write(entry)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("what is about an archive has characters that no text has");
    }
}
