package io.jenkins.plugins.deployhooks.agent.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of git that no git has written: a build may leave what it likes, and each hook asks for them. */
@Requirement("J")
class GitHeadTest {
    private static final String ID = "ab".repeat(20);
    private static final String TEXT = "tree 0\nparent " + "cd".repeat(20) + "\n\nmessage\n";

    @TempDir
    Path checkout;

    private Path git;
    private Path packs;

    @BeforeEach
    void make() throws Exception {
        git = checkout.resolve(".git");
        packs = Files.createDirectories(git.resolve("objects/pack"));
        Files.writeString(git.resolve("HEAD"), ID + "\n");
    }

    private static byte[] deflated(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** An object behind the twelve bytes of the head, and an index that has it. */
    private void pack(byte[] object) throws IOException {
        Files.write(packs.resolve("a.pack"), object(object, 12));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream index = new DataOutputStream(bytes);
        index.writeLong(0xff744f63_00000002L);
        for (int i = 0; i < 256; i++) {
            index.writeInt(i < 0xab ? 0 : 1);
        }
        index.write(HexFormat.of().parseHex(ID));
        index.writeInt(0);
        index.writeInt(12);
        Files.write(packs.resolve("a.idx"), bytes.toByteArray());
    }

    private static byte[] object(byte[] object, int before) {
        byte[] all = new byte[before + object.length];
        System.arraycopy(object, 0, all, before, object.length);
        return all;
    }

    private static byte[] sized(int type, int size, byte[] rest) {
        byte[] head = {(byte) (type << 4 | size & 15 | 128), (byte) (size >> 4)};
        byte[] all = object(rest, head.length);
        System.arraycopy(head, 0, all, 0, head.length);
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"objects/pack/a.idx", "objects/pack/a.pack", "HEAD"})
    void aPipeIsNotWaitedFor(String name) throws Exception {
        byte[] text = TEXT.getBytes(StandardCharsets.ISO_8859_1);
        pack(sized(1, text.length, deflated(text)));
        assertThat(GitHead.of(checkout).commits()).hasSize(2);
        Files.delete(git.resolve(name));
        int status = new Launcher.LocalLauncher(TaskListener.NULL)
                .launch()
                .cmds("mkfifo", git.resolve(name).toString())
                .join();
        assertThat(status).isZero();
        GitHead head = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> GitHead.of(checkout));
        assertThat(head.whole()).isFalse();
        assertThat(head.commits()).hasSizeLessThan(2);
    }

    @Test
    void aSizeThatNoCommitHasIsNotReadToItsEnd() throws Exception {
        byte[] text = TEXT.getBytes(StandardCharsets.ISO_8859_1);
        byte[] far = object(deflated(text), 22);
        far[0] = (byte) (1 << 4 | text.length & 15 | 128);
        far[1] = (byte) (text.length >> 4 | 128);
        for (int i = 2; i < 21; i++) {
            far[i] = (byte) 128;
        }
        pack(far);
        assertThat(GitHead.of(checkout).commits()).containsExactly(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abababababababababababababababababababab"})
    void whatIsADifferenceToItselfIsNone(String named) throws Exception {
        byte[] base = named.isEmpty() ? new byte[1] : HexFormat.of().parseHex(named);
        byte[] rest = deflated(new byte[100]);
        byte[] all = object(rest, base.length);
        System.arraycopy(base, 0, all, 0, base.length);
        pack(sized(named.isEmpty() ? 6 : 7, 100, all));
        GitPack pack = new GitPack(packs.resolve("a.idx"));
        assertThatThrownBy(() -> pack.commit(HexFormat.of().parseHex(ID), new GitBudget()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a difference to");
    }

    @Test
    void commitsTogetherAreReadUpToALimit() throws Exception {
        for (int i = 0; i < 250; i++) {
            String id = i == 0 ? ID : String.format("%040x", i);
            String text = "commit 1\0tree 0\nparent " + String.format("%040x", i + 1) + "\n\n" + " ".repeat(300_000);
            Path file = git.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
            Files.createDirectories(file.getParent());
            Files.write(file, deflated(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
        GitHead head = GitHead.of(checkout);
        assertThat(head.whole()).isFalse();
        assertThat(head.commits()).hasSizeBetween(100, 180);
    }
}
