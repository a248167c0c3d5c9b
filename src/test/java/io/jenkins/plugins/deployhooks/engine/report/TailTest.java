package io.jenkins.plugins.deployhooks.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TailTest {
    @Test
    @Requirement("W18")
    void theLastTwentyLines() {
        String text = IntStream.rangeClosed(1, 100).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        assertThat(of(text + "\n\n \n")).hasSize(20).first().isEqualTo("line 81");
        assertThat(of(text)).last().isEqualTo("line 100");
        assertThat(of("")).isEmpty();
        assertThat(of("\n\na\n\nb\n")).containsExactly("", "", "a", "", "b");
    }

    @Test
    void coloursControlsAndOverdrawnTextAreLeftOut() {
        assertThat(of("\u001B[1;31mred\u001B[0m \u001B]0;title\u0007x\u001B(B\n"
                        + " 10%\r"
                        + " 50%\r"
                        + "100%\r\n"
                        + "a\tb\u0000\u0007c\u202Ed"))
                .containsExactly("red x", "100%", "a bcd");
    }

    @Test
    void whatIsNoTextIsTakenOutByAFilter() {
        Tail tail = new Tail(line -> line.replace("[note]", ""));
        byte[] bytes = "fatal: [note]no\n[note]last".getBytes(StandardCharsets.UTF_8);
        tail.add(bytes, 0, bytes.length);
        assertThat(tail.lines()).containsExactly("fatal: no", "last");
    }

    @Test
    void emojiStayAndMalformedBytesAreReplaced() {
        Tail tail = new Tail();
        byte[] bytes = "👩‍🚀 ü".getBytes(StandardCharsets.UTF_8);
        for (byte one : bytes) {
            tail.add(new byte[] {one}, 0, 1);
        }
        tail.add(new byte[] {'\n', (byte) 0xff, 'x'}, 0, 3);
        assertThat(tail.lines()).containsExactly("👩‍🚀 ü", "\uFFFDx");
    }

    @Test
    void longLinesAreCut() {
        assertThat(of("🚀".repeat(10_000))).singleElement().satisfies(line -> {
            assertThat(line).endsWith("…");
            assertThat(line.codePointCount(0, line.length())).isEqualTo(401);
        });
    }

    @Property
    void neverMoreThanFourKibibytesAndNoControls(@ForAll List<byte[]> pieces, @ForAll byte[] more) {
        Tail tail = new Tail();
        pieces.forEach(piece -> tail.add(piece, 0, piece.length));
        for (int i = 0; i < 100; i++) {
            tail.add(more, 0, more.length);
        }
        String joined = String.join("\n", tail.lines());
        assertThat(joined.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(4096);
        assertThat(joined.replace("\n", "").chars()).noneMatch(Character::isISOControl);
        assertThat(tail.lines()).hasSizeLessThanOrEqualTo(20);
    }

    @Property
    void theSplittingOfTheOutputDoesNotMatter(@ForAll String text) {
        byte[] bytes = text.repeat(20).getBytes(StandardCharsets.UTF_8);
        Tail pieces = new Tail();
        for (int i = 0; i < bytes.length; i += 7) {
            pieces.add(bytes, i, Math.min(7, bytes.length - i));
        }
        assertThat(pieces.lines()).isEqualTo(of(text.repeat(20)));
    }

    @Test
    @Requirement("S62")
    void theHeader() {
        assertThat(LogHeader.of(Instant.parse("2022-03-01T08:27:25.495579Z"), "bash export-config.sh"))
                .isEqualTo("[2022-03-01 08:27:25.495579] Launching command 'bash export-config.sh'.\n\n");
        assertThat(LogHeader.of(Instant.EPOCH, "a\nb\u001B[1m 🚀"))
                .isEqualTo("[1970-01-01 00:00:00.000000] Launching command 'a b [1m 🚀'.\n\n");
        assertThat(LogHeader.of(Instant.EPOCH, "x".repeat(2000))).hasSizeLessThan(600);
    }

    private static List<String> of(String text) {
        Tail tail = new Tail();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tail.add(bytes, 0, bytes.length);
        return tail.lines();
    }
}
