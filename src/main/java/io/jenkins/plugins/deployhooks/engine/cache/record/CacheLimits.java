package io.jenkins.plugins.deployhooks.engine.cache.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployment;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Facts.Archive.State;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** What may be said of archives by somebody who is not trusted: it is stored, compared and shown to people. */
final class CacheLimits {
    /** Characters of all together. */
    static final int WHOLE = 16 << 20;

    /** Characters of a name, a key or an id: the longest path of a file. */
    static final int TEXT = 4096;

    /** Characters of a reason, which may name every part of a key that changed. */
    static final int REASON = 1 << 20;

    static final int DEPTH = 16;

    private static final int MOST_PARTS = 10_000;
    private static final int MOST_RESTORE_KEYS = 100;
    private static final int MOST_REMARKS = 100;
    private static final Pattern PART = Pattern.compile("[0-9a-f]{16,64}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private CacheLimits() {}

    static void check(SavedCache decided) throws IOException {
        check(decided.subject());
        String key = decided.subject().key().text();
        Entry fitting = decided.fitting();
        if (fitting != null) {
            check(fitting);
            check(fitting.name().key().equals(key), "the archive that fits has another key");
        }
        if (decided.nearest() != null) {
            check(decided.nearest());
        }
        checkLast(decided.last());
        check(decided.archive(), key);
        State state = decided.archive().state();
        check(state != State.NONE, "there is no answer");
        check((fitting != null) == (state != State.MISS), "the answer is not that of the archive that fits");
        String nearest =
                decided.nearest() == null ? null : decided.nearest().name().key();
        check(
                nearest == null || nearest.equals(decided.archive().keys().nearest()),
                "the nearest archive is not that of the answer");
    }

    private static void check(@CheckForNull Facts.Archive archive, String key) throws IOException {
        if (archive == null || archive.state() == null || archive.keys() == null) {
            throw refused("the answer is missing");
        }
        text(archive.reason(), "the reason", REASON);
        optional(archive.reused(), "what is reused");
        check(key.equals(archive.keys().own()), "the answer is about another key");
        optional(archive.keys().nearest(), "the nearest key");
    }

    private static void check(@CheckForNull CacheSubject subject) throws IOException {
        if (subject == null || subject.key() == null) {
            throw refused("the key is missing");
        }
        BuildKey key = subject.key();
        text(key.text(), "the key");
        check(key.restoreKeys().size() <= MOST_RESTORE_KEYS, "there are too many restore keys");
        for (String restoreKey : key.restoreKeys()) {
            text(restoreKey, "a restore key");
        }
        parts(key.parts());
        parts(subject.runParts());
    }

    static void check(@CheckForNull Entry entry) throws IOException {
        if (entry == null || entry.name() == null || entry.content() == null || entry.times() == null) {
            throw refused("a part of an archive's description is missing");
        }
        text(entry.name().scope(), "the scope of an archive");
        text(entry.name().key(), "the key of an archive");
        text(entry.creator(), "the creator of an archive");
        parts(entry.parts());
        Entry.Content content = entry.content();
        check(
                content.bytes() >= 0
                        && content.digest() != null
                        && DIGEST.matcher(content.digest()).matches(),
                "size and digest of an archive are missing");
        check(content.about().size() <= MOST_REMARKS, "there is too much about an archive");
        for (Map.Entry<String, String> remark : content.about().entrySet()) {
            text(remark.getKey(), "what is about an archive");
            text(remark.getValue(), "what is about an archive");
        }
        check(
                entry.times().created() != null && entry.times().lastUsed() != null,
                "the times of an archive are missing");
    }

    static void checkLast(@CheckForNull LastDeployment last) throws IOException {
        if (last != null) {
            text(last.id(), "the id of the last deployment");
            optional(last.commit(), "the commit of the last deployment");
            parts(last.keyParts());
            parts(last.runParts());
        }
    }

    private static void parts(Map<String, String> parts) throws IOException {
        check(parts.size() <= MOST_PARTS, "there are too many parts of a key");
        for (Map.Entry<String, String> part : parts.entrySet()) {
            text(part.getKey(), "the name of a part of a key");
            check(part.getValue() != null && PART.matcher(part.getValue()).matches(), "a part of a key is no digest");
        }
    }

    private static void optional(@CheckForNull String text, String what) throws IOException {
        if (text != null) {
            text(text, what);
        }
    }

    private static void text(@CheckForNull String text, String what) throws IOException {
        text(text, what, TEXT);
    }

    /** It gets into logs and pages: one line, and no more than anybody would write. */
    private static void text(@CheckForNull String text, String what, int longest) throws IOException {
        if (text == null) {
            throw refused(what + " is missing");
        }
        check(text.length() <= longest, what + " has more than " + longest + " characters");
        check(text.codePoints().allMatch(CacheLimits::isPlain), what + " has characters that no text has");
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> true;
        };
    }

    private static void check(boolean condition, String fault) throws IOException {
        if (!condition) {
            throw refused(fault);
        }
    }

    private static IOException refused(String fault) {
        return new IOException("what is said of archives is refused: " + fault);
    }
}
