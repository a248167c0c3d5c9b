package io.jenkins.plugins.deployhooks.agent.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowingTest {
    private static final String END = "\u001edeploy-hook-end:c:0\u001e";

    @TempDir
    private Path parent;

    private Path control;
    private final Heard heard = new Heard();

    @BeforeEach
    void makeControlDirectory() throws IOException {
        control = Files.createDirectory(parent.resolve("control"));
        Files.writeString(control.resolve("values"), "K=v\n");
    }

    @Test
    void theEndIsHeardAfterAllOutputAndTheDirectoryIsDeleted() throws Exception {
        output("one\ntwo" + END + "of a child");

        follow();

        assertThat(heard.text()).isEqualTo("one\ntwo");
        assertThat(heard.endings).hasSize(1);
        assertThat(heard.endings.get(0).status()).isZero();
        assertThat(heard.endings.get(0).found().values()).containsEntry("K", "v");
        assertThat(control).doesNotExist();
    }

    @Test
    void whoComesLaterHearsWhatIsNotKnownYetWhateverTheFirstOneWasTold() throws Exception {
        output("one\ntwo" + END);
        Heard first = new Heard();
        first.deaf = true;
        assertThatThrownBy(() -> new Following(control, "c", first).untilEnd(0, () -> true))
                .isInstanceOf(IOException.class);

        new Following(control, "c", heard).untilEnd(4, () -> true);

        assertThat(first.text()).isEqualTo("one\ntwo");
        assertThat(heard.text()).isEqualTo("two");
        assertThat(heard.positions).containsExactly(4L);
        assertThat(heard.endings).hasSize(1);
    }

    @Test
    void withoutACopierTheStatusAloneIsTheEnd() throws Exception {
        output("what fitted on the disk");
        Files.createFile(control.resolve("ended.141"));
        Files.createFile(control.resolve("uncopied"));

        follow();

        assertThat(heard.text()).isEqualTo("what fitted on the disk");
        assertThat(heard.endings.get(0).status()).isEqualTo(141);
        assertThat(heard.endings.get(0).found().notes())
                .containsExactly("The last output may be missing: it could not be written.");
        assertThat(heard.endings.get(0).disks()).isNotEmpty();
    }

    @Test
    void aDirectoryThatIsGoneIsTold() throws Exception {
        Path none = parent.resolve("none");

        new Following(none, "c", heard).untilEnd(0, () -> true);

        assertThat(heard.gone).containsExactly("Its control directory " + none + " is gone.");
    }

    private void follow() throws Exception {
        new Following(control, "c", heard).untilEnd(0, () -> true);
    }

    private void output(String text) throws IOException {
        Files.writeString(control.resolve("output"), text);
    }

    private static final class Heard implements HookEvents {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Long> positions = new ArrayList<>();
        private final List<Ending> endings = new ArrayList<>();
        private final List<String> gone = new ArrayList<>();
        private boolean deaf;

        @Override
        public void output(long position, byte[] piece) throws IOException {
            positions.add(position);
            bytes.write(piece);
        }

        @Override
        public void ended(Ending ending) throws IOException {
            if (deaf) {
                throw new IOException("the connection is closed");
            }
            endings.add(ending);
        }

        @Override
        public void gone(String reason) {
            gone.add(reason);
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
