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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided about archives, on its way between machines that do not trust each other. */
@Requirement({"S46", "S49"})
class CacheJsonTest {
    private static final String DIGEST = "0123456789abcdef";
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final CacheSubject SUBJECT = new CacheSubject(
            new BuildKey("lock-" + DIGEST, List.of("lock-"), Map.of("tree", DIGEST, "häfen/🚢.lock", DIGEST)),
            Map.of("run-time variable A", DIGEST));
    private static final LastDeployment LAST =
            new LastDeployment("shop #6", "0".repeat(40), SUBJECT.key().parts(), SUBJECT.runParts());

    private static Entry entry(String key) {
        return new Entry(
                new Entry.Name("shop/main", key),
                Map.of("tree", DIGEST),
                new Entry.Content(265_000_000_000L, "sha256:" + "ab".repeat(32), Map.of("format", "tar.zst")),
                new Entry.Times(THEN, THEN.plusSeconds(1)),
                "shop/main #5");
    }

    private static CacheDecision decision(List<Entry> kept) {
        return CacheDecision.of(SUBJECT, List.of("shop/PR-1", "shop/main"), kept, LAST);
    }

    private static String unchanged() {
        return CacheJson.write(SavedCache.of(decision(List.of(entry("lock-" + DIGEST)))));
    }

    @Test
    void aDecisionIsReadAsItWasWritten() throws Exception {
        for (List<Entry> kept :
                List.of(List.<Entry>of(), List.of(entry("lock-" + DIGEST)), List.of(entry("lock-another")))) {
            CacheDecision decision = decision(kept);
            assertThat(CacheJson.readDecision(CacheJson.write(SavedCache.of(decision)))
                            .decision())
                    .isEqualTo(decision);
        }
    }

    @Test
    void whatIsKnownOfEarlierDeploymentsIsReadAsItWasWritten() throws Exception {
        DeploymentCache.Earlier earlier = new DeploymentCache.Earlier(List.of(entry("a"), entry("b")), LAST);
        assertThat(CacheJson.readEarlier(CacheJson.write(earlier))).isEqualTo(earlier);
        DeploymentCache.Earlier none = new DeploymentCache.Earlier(List.of(), null);
        assertThat(CacheJson.readEarlier(CacheJson.write(none))).isEqualTo(none);
        assertThat(CacheJson.readEntry(CacheJson.write(entry("a")))).isEqualTo(entry("a"));
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() throws Exception {
        String later = unchanged().replaceFirst("\\{", "{\"colour\":{\"of\":[\"the\",\"sky\"]},");
        assertThat(CacheJson.readDecision(later)).isEqualTo(CacheJson.readDecision(unchanged()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"version\":1                ; \"version\":2           ; of another version",
                "\"version\":1                ; \"version\":null        ; makes no sense",
                "\"state\":\"UNCHANGED\"      ; \"state\":\"MISS\"      ; the answer is not that of the archive that"
                        + " fits",
                "\"state\":\"UNCHANGED\"      ; \"state\":\"NONE\"      ; there is no answer",
                "\"state\":\"UNCHANGED\"      ; \"state\":\"PERHAPS\"   ; makes no sense",
                "\"own\":\"lock-              ; \"own\":\"other-        ; the answer is about another key",
                "\"key\":\"lock-              ; \"key\":\"other-        ; the archive that fits has another key",
                "\"tree\":\"01                ; \"tree\":\"<b>          ; a part of a key is no digest",
                "\"tree\":\"0123456789abcdef\"; \"tree\":null           ; a part of a key is no digest",
                "sha256:ab                    ; sha256:xy               ; size and digest of an archive are missing",
                "\"bytes\":265                ; \"bytes\":-265          ; size and digest of an archive are missing",
                "\"bytes\":265                ; \"bytes\":99999999999265 ; makes no sense",
                "\"creator\":\"shop           ; \"creator\":\"\\u001b[  ; the creator of an archive has characters",
                "\"creator\":\"shop           ; \"creator\":\"\\ud83d   ; the creator of an archive has characters",
                "\"id\":\"shop #6\"           ; \"id\":null             ; the id of the last deployment is missing",
                "2026-01-01                   ; 2026-99-01              ; makes no sense",
            })
    void whatContradictsItselfIsRefused(String from, String to, String reason) {
        assertThat(unchanged()).contains(from);
        assertThatThrownBy(() -> CacheJson.readDecision(unchanged().replace(from, to)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsTooLargeIsRefused() {
        Map<String, String> about = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            about.put("remark " + i, "");
        }
        Entry wordy = new Entry(
                entry("a").name(),
                Map.of(),
                new Entry.Content(0, "sha256:" + "0".repeat(64), about),
                entry("a").times(),
                "1");
        assertThatThrownBy(() -> CacheJson.readEntry(CacheJson.write(wordy)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("there is too much about an archive");
        assertThatThrownBy(() -> CacheJson.readEntry(CacheJson.write(entry("k".repeat(5000)))))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("the key of an archive has more than 4096 characters");
        assertThatThrownBy(() -> CacheJson.readEntry(" ".repeat(20_000_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("characters");
        String deep = "{\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        assertThatThrownBy(() -> CacheJson.readEntry(deep)).isInstanceOf(IOException.class);
        for (String nothing : List.of("null", "{}", "[]", "", "{\"name\":null}")) {
            assertThatThrownBy(() -> CacheJson.readEntry(nothing)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> CacheJson.readEarlier(nothing)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> CacheJson.readDecision(nothing)).isInstanceOf(IOException.class);
        }
    }

    /** Whatever somebody sends, it is understood or refused with a reason; nothing else happens to whoever reads it. */
    @Property(tries = 2000)
    void damagedTextIsUnderstoodOrRefused(@ForAll @IntRange(max = 100_000) int where, @ForAll char with) {
        String json = unchanged();
        int at = where % json.length();
        String damaged = json.substring(0, at) + with + json.substring(at + 1);
        try {
            CacheDecision read = CacheJson.readDecision(damaged).decision();
            assertThat(read.subject().key().text())
                    .isEqualTo(read.archive().keys().own());
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s)what (is said of|was decided about) archives .*");
        }
    }
}
