package io.jenkins.plugins.deployhooks.agent.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EndMarkerTest {
    private static final String MARK = "\u001edeploy-hook-end:c1:3+\u001e";

    private final EndMarker marker = new EndMarker("c1");

    @Test
    void theStatusStandsBehindTheOutputOfTheHook() {
        EndMarker.Piece piece = find("last words" + MARK + "of a child");

        assertThat(piece.plain()).isEqualTo("last words".length());
        assertThat(piece.status()).isEqualTo(new ControlFiles.Status(3, true));
    }

    @Test
    void everyBeginningOfAMarkIsHeldBackUntilMoreIsKnown() {
        for (int length = 1; length < MARK.length(); length++) {
            EndMarker.Piece piece = find("abc" + MARK.substring(0, length));

            assertThat(piece.plain()).as("of %d characters of the mark", length).isEqualTo(3);
            assertThat(piece.status()).isNull();
        }
    }

    @Test
    void whatOnlyLooksLikeAMarkIsOutput() {
        for (String text : new String[] {
            "\u001edeploy-hook-end:c2:3\u001e", "\u001edeploy-hook-end:c1:x\u001e", "a\u001eb", "deploy-hook-end:c1:3"
        }) {
            EndMarker.Piece piece = find(text + "\n");

            assertThat(piece.status()).as(text).isNull();
            assertThat(piece.plain()).as(text).isPositive();
        }
    }

    @Test
    void aMarkBehindSomethingSimilarIsFound() {
        EndMarker.Piece piece = find("\u001e\u001edeploy-hook-end:c2:\u001e" + MARK);

        assertThat(piece.status()).isEqualTo(new ControlFiles.Status(3, true));
    }

    private EndMarker.Piece find(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return marker.find(bytes, bytes.length);
    }
}
