package io.jenkins.plugins.deployhooks.engine.cache.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployment;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much may be said of archives by whoever is not trusted: each limit itself is allowed, and one more is not. */
@Requirement("S46")
class CacheLimitsTest {
    private static final String DIGEST = "0123456789abcdef";
    private static final Entry.Content CONTENT = new Entry.Content(7, "sha256:" + "ab".repeat(32), Map.of());

    private static Entry entry(String key, Map<String, String> parts, Map<String, String> about) {
        return new Entry(
                new Entry.Name("main", key),
                parts,
                new Entry.Content(CONTENT.bytes(), CONTENT.digest(), about),
                new Entry.Times(Instant.EPOCH, Instant.EPOCH),
                "deployment 1");
    }

    private static Map<String, String> many(int count, String value) {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < count; i++) {
            many.put("n" + i, value);
        }
        return many;
    }

    private static void accepted(Entry entry) throws IOException {
        assertThat(CacheJson.readEntry(CacheJson.write(entry))).isEqualTo(entry);
    }

    private static void refused(Entry entry, String reason) {
        assertThatThrownBy(() -> CacheJson.readEntry(CacheJson.write(entry)))
                .isInstanceOf(IOException.class)
                .hasMessage("what is said of archives is refused: " + reason);
    }

    /** Of a deployment whose key has an archive that is near. */
    private static String near(int restoreKeys) {
        CacheSubject subject = new CacheSubject(
                new BuildKey("lock-1", Collections.nCopies(restoreKeys, "lock-"), Map.of("tree", DIGEST)),
                Map.of("run-time variable A", DIGEST));
        LastDeployment last =
                new LastDeployment("shop #6", "c0ffee", subject.key().parts(), subject.runParts());
        Entry near = entry("lock-2", Map.of("tree", DIGEST), Map.of());
        return CacheJson.write(SavedCache.of(CacheDecision.of(subject, List.of("main"), List.of(near), last)));
    }

    @Test
    void anArchiveHasNoMorePartsAndRemarksThanAnybodyWrites() throws Exception {
        accepted(entry("k", many(10_000, DIGEST), Map.of()));
        refused(entry("k", many(10_001, DIGEST), Map.of()), "there are too many parts of a key");
        accepted(entry("k", Map.of(), many(100, "remark")));
        refused(entry("k", Map.of(), many(101, "remark")), "there is too much about an archive");
    }

    @Test
    void aNameIsAsLongAsAPathMayBe() throws Exception {
        accepted(entry("k".repeat(4096), Map.of(), Map.of()));
        refused(entry("k".repeat(4097), Map.of(), Map.of()), "the key of an archive has more than 4096 characters");
        refused(
                entry("k", Map.of(), Map.of("about", "x".repeat(4097))),
                "what is about an archive has more than 4096 characters");
    }

    @Test
    void anEmptyArchiveIsOne() throws Exception {
        Entry some = entry("k", Map.of(), Map.of());
        accepted(new Entry(
                some.name(),
                some.parts(),
                new Entry.Content(0, CONTENT.digest(), Map.of()),
                some.times(),
                some.creator()));
    }

    @Test
    void allTogetherIsNoMoreThanIsWorthReading() throws Exception {
        String json = CacheJson.write(entry("k", Map.of(), Map.of()));
        String longest = json + " ".repeat((16 << 20) - json.length());
        assertThat(CacheJson.readEntry(longest).name().key()).isEqualTo("k");
        assertThatThrownBy(() -> CacheJson.readEntry(longest + " "))
                .isInstanceOf(IOException.class)
                .hasMessage("what is said of archives has more than %,d characters".formatted(16 << 20));
    }

    @Test
    void thereAreAHundredRestoreKeysAtMost() throws Exception {
        assertThat(CacheJson.readDecision(near(100)).subject().key().restoreKeys())
                .hasSize(100);
        assertThatThrownBy(() -> CacheJson.readDecision(near(101)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("there are too many restore keys");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"subject\":{                ; \"was\":{                     ; the key is missing",
                "\"key\":{\"text\"            ; \"was\":{\"text\"             ; the key is missing",
                "\"archive\":{                ; \"was\":{                     ; the answer is missing",
                "\"state\":\"MISS\"           ; \"state\":null                ; the answer is missing",
                "\"keys\":{                   ; \"was\":{                     ; the answer is missing",
                "\"reason\":\"miss            ; \"reason\":null, \"was\":\"   ; the reason is missing",
                "\"state\":\"MISS\"           ; \"state\":\"HIT\"             ; the answer is not that of the archive",
                "\"nearest\":\"lock-2\"       ; \"nearest\":\"lock-3\"        ; the nearest archive is not that of the",
                "\"nearest\":\"lock-2\"       ; \"nearest\":null              ; the nearest archive is not that of the",
                "\"nearest\":\"lock-2\"       ; \"nearest\":\"a\\nb\"         ; the nearest key has characters",
                "\"restoreKeys\":[\"lock-\"]  ; \"restoreKeys\":[\"\\u2028\"] ; a restore key has characters that no",
                "\"scope\":\"main\"           ; \"scope\":\"\\u2029\"         ; the scope of an archive has characters",
                "\"scope\":\"main\"           ; \"was\":\"main\"              ; the scope of an archive is missing",
                "\"creator\":\"deployment 1\" ; \"was\":\"\"                  ; the creator of an archive is missing",
                "\"name\":{                   ; \"was\":{                     ; a part of an archive's description",
                "\"content\":{                ; \"was\":{                     ; a part of an archive's description",
                "\"times\":{                  ; \"was\":{                     ; a part of an archive's description",
                "\"created\":                 ; \"was\":                      ; the times of an archive are missing",
                "\"lastUsed\":                ; \"was\":                      ; the times of an archive are missing",
                "\"digest\":                  ; \"was\":                      ; size and digest of an archive are",
                "\"commit\":\"c0ffee\"        ; \"commit\":\"\\u0000\"        ; the commit of the last deployment has",
                "variable A\":\"01            ; variable A\":\"0              ; a part of a key is no digest",
                "variable A\":\"              ; variable \\tA\":\"            ; the name of a part of a key has",
            })
    void whatIsMissingOrNoTextIsRefusedWithItsName(String from, String to, String reason) {
        String json = near(1);
        assertThat(json).contains(from);
        assertThatThrownBy(() -> CacheJson.readDecision(json.replace(from, to)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("what is said of archives is refused: " + reason);
    }

    @Test
    void whatIsSaidOfAllArchivesIsLookedAtToo() {
        String json = CacheJson.write(new DeploymentCache.Earlier(
                List.of(entry("k", Map.of(), Map.of())),
                new LastDeployment("shop #6", null, Map.of("tree", DIGEST), Map.of())));
        assertThatThrownBy(() -> CacheJson.readEarlier(json.replace("\"main\"", "null")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("the scope of an archive is missing");
        assertThatThrownBy(() -> CacheJson.readEarlier(json.replace("\"shop #6\"", "null")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("the id of the last deployment is missing");
    }
}
