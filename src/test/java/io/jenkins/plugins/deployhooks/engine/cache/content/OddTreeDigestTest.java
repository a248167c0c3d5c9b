package io.jenkins.plugins.deployhooks.engine.cache.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trees with what few apps have: what is another thing has another digest, and nothing is waited for. */
@DisabledOnOs(OS.WINDOWS)
@Requirement({"S46", "S50"})
class OddTreeDigestTest {
    @TempDir
    private Path root;

    private String digest() throws IOException, InterruptedException {
        return new TreeDigest(root, path -> false, null).ofAll().digest();
    }

    /** The digests of trees that are made by a command of the shell each, since no Java can give such names. */
    private List<String> digests(String... commands) throws Exception {
        List<String> digests = new ArrayList<>();
        for (String command : commands) {
            String fresh = "rm -rf x; mkdir x; cd x; e1=$(printf '\\351'); e2=$(printf '\\352'); " + command;
            Process shell = Runtime.getRuntime().exec(new String[] {"sh", "-c", fresh}, null, root.toFile());
            assertThat(shell.waitFor()).isZero();
            digests.add(digest());
        }
        return digests;
    }

    @Test
    @Timeout(30)
    void whateverHasTheSameNameAndTextIsKnownByWhatItIs() throws Exception {
        assertThat(digests(
                        "printf abc >y",
                        "printf abc >y; chmod +x y",
                        "ln -s abc y",
                        "mkdir y",
                        "mkfifo y",
                        "printf '' >y",
                        "mkdir y; printf abc >y/z"))
                .doesNotHaveDuplicates();
    }

    @Test
    void namesThatNobodyCanShowAreKnownByTheirBytes() throws Exception {
        List<String> all = digests(
                "printf 1 >$e1",
                "printf 1 >$e2",
                "printf 1 >caf$e1",
                "printf 1 >caf$e2",
                "printf 1 >a%20$e1",
                "printf 1 >'a '$e1",
                "mkdir d$e1; printf 1 >d$e1/f",
                "mkdir d$e2; printf 1 >d$e2/f",
                "printf 1 >$e1; printf 2 >$e2",
                "printf 2 >$e1; printf 1 >$e2",
                "printf 1 >$(printf '\\357\\277\\275')");
        assertThat(all).doesNotHaveDuplicates();
        assertThat(digests("printf 1 >$e1")).isEqualTo(all.subList(0, 1));
    }

    @Test
    void linksWithSuchNamesLeadToDifferentPlaces() throws Exception {
        assertThat(digests(
                        "ln -s a/bc$e1 y",
                        "ln -s ab/c$e1 y",
                        "ln -s abc$e1 y",
                        "ln -s /abc$e1 y",
                        "ln -s $e1/abc y",
                        "ln -s $e2/abc y",
                        "ln -s $e1 y"))
                .doesNotHaveDuplicates();
    }

    @Test
    void whoMayLookIntoADirectoryDoesNotCount() throws Exception {
        Path directory = Files.createDirectory(root.resolve("d"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        String before = digest();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void aDirectoryThatVanishesWhileWeLookIsEmpty() throws Exception {
        Files.createDirectory(root.resolve("d1"));
        Files.createDirectory(root.resolve("d2"));
        List<String> asked = new ArrayList<>();
        TreeDigest.Found found = new TreeDigest(
                        root,
                        path -> {
                            asked.add(path);
                            if (asked.size() == 2) {
                                // By now the first one has been looked at, and not listed yet.
                                root.resolve(asked.get(0)).toFile().delete();
                            }
                            return false;
                        },
                        null)
                .ofAll();
        assertThat(asked).containsExactlyInAnyOrder("d1", "d2");
        assertThat(root.resolve(asked.get(0))).doesNotExist();
        assertThat(found.files()).isZero();
    }

    @Test
    void whoeverIsInterruptedStopsLooking() throws Exception {
        Files.writeString(root.resolve("a"), "a");
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::digest).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new TreeDigest(root, path -> false, null).of(List.of("a")))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
