package io.jenkins.plugins.deployhooks.agent.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.agent.workspace.FindCheckout.Checkout;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of which repository and commit a directory is, asked where real git has made it. */
@Requirement("J")
class FindCheckoutTest {
    @TempDir
    Path workspace;

    private String git(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "protocol.file.allow=always"));
        command.addAll(List.of(arguments));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Files.createDirectories(directory);
        int status = new Launcher.LocalLauncher(TaskListener.NULL)
                .launch()
                .cmds(command)
                .pwd(directory.toFile())
                .stdout(output)
                .join();
        String said = output.toString(StandardCharsets.UTF_8).strip();
        assertThat(status).as(said).isZero();
        return said;
    }

    private String commit(Path directory, String message) throws Exception {
        git(directory, "commit", "-q", "--allow-empty", "-m", message);
        return git(directory, "rev-parse", "HEAD");
    }

    private Checkout find(Path directory) {
        return new FindCheckout(workspace.toString()).invoke(directory.toFile(), null);
    }

    @Test
    void withoutGitTheWorkspaceIsTheRoot() throws Exception {
        assertThat(find(Files.createDirectories(workspace.resolve("a/b"))))
                .isEqualTo(new Checkout("a/b", false, false, new ArrayList<>(), false));
    }

    @Test
    void aMergeThatWasMadeHereIsOfTheCommitsThatItMerges() throws Exception {
        Path shop = workspace.resolve("shop");
        git(workspace, "init", "-q", "shop");
        commit(shop, "first");
        git(shop, "checkout", "-q", "-b", "request");
        String request = commit(shop, "request");
        git(shop, "checkout", "-q", "-b", "target", "HEAD~1");
        String target = commit(shop, "target");
        git(shop, "merge", "-q", "--no-ff", "-m", "merge", "request");
        Checkout merged = find(Files.createDirectories(shop.resolve("app")));
        assertThat(merged.prefix()).isEqualTo("app");
        assertThat(merged.nested()).isFalse();
        assertThat(merged.commits()).hasSize(4).contains(request, target);
        assertThat(merged.whole()).isTrue();
        String merge = git(shop, "rev-parse", "HEAD");
        String top = commit(shop, "the number of the version");
        assertThat(find(shop).commits()).startsWith(top, merge).contains(request, target);
        git(shop, "gc", "-q");
        assertThat(find(shop).commits())
                .as("all of it packed")
                .startsWith(top, merge)
                .contains(request, target);
        assertThat(find(shop).whole()).isTrue();
        git(shop, "checkout", "-q", "request");
        git(shop, "pack-refs", "--all");
        git(shop, "gc", "-q");
        assertThat(find(shop).commits()).as("branches, too").startsWith(request).hasSize(2);
        git(shop, "checkout", "-q", "--detach");
        assertThat(find(shop).commits()).startsWith(request).hasSize(2);
        git(workspace, "clone", "-q", "--shared", "shop", "borrowed");
        assertThat(find(workspace.resolve("borrowed")).commits())
                .as("of another repository")
                .hasSize(2);
        git(workspace, "clone", "-q", "--depth=1", "file://" + shop, "shallow");
        assertThat(find(workspace.resolve("shallow")).whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommitMayBePackedAsTheDifferenceToOthers(boolean before) throws Exception {
        Path shop = workspace.resolve("shop");
        git(workspace, "init", "-q", "shop");
        List<String> commits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            // What the next one has of it is more than what those after that have.
            commits.add(
                    0,
                    commit(
                            shop,
                            IntStream.range(50 * i, 50 * i + 200)
                                    .mapToObj(line -> "line " + line * 7919L * 7919L + "\n")
                                    .collect(Collectors.joining())));
        }
        git(shop, "-c", "repack.useDeltaBaseOffset=" + before, "repack", "-adfq", "--depth=20");
        git(shop, "prune-packed");
        try (Stream<Path> packs = Files.list(shop.resolve(".git/objects/pack"))) {
            Path index = packs.filter(file -> file.toString().endsWith(".idx"))
                    .findFirst()
                    .orElseThrow();
            assertThat(git(shop, "verify-pack", "-v", index.toString())).contains("chain length = 3");
        }
        assertThat(find(shop).commits()).isEqualTo(commits);
        assertThat(find(shop).whole()).isTrue();
    }

    @Test
    void aPackThatIsNoneIsAsIfNobodyKnewItsCommits() throws Exception {
        Path shop = workspace.resolve("shop");
        git(workspace, "init", "-q", "shop");
        commit(shop, "first");
        String top = commit(shop, "second");
        git(shop, "gc", "-q");
        try (Stream<Path> packs = Files.list(shop.resolve(".git/objects/pack"))) {
            for (Path file :
                    packs.filter(file -> file.toString().endsWith(".pack")).toList()) {
                Files.delete(file);
                Files.write(file, new byte[] {'P', 'A', 'C', 'K'});
            }
        }
        assertThat(find(shop).commits()).containsExactly(top);
        assertThat(find(shop).whole()).isFalse();
    }

    @Test
    void aSubmoduleIsInAnotherCheckout() throws Exception {
        git(workspace, "init", "-q", "library");
        String library = commit(workspace.resolve("library"), "library");
        Path shop = workspace.resolve("shop");
        git(workspace, "init", "-q", "shop");
        git(shop, "submodule", "--quiet", "add", workspace.resolve("library").toString(), "lib");
        Checkout inner = find(shop.resolve("lib"));
        assertThat(inner.nested()).isTrue();
        assertThat(inner.prefix()).isEmpty();
        assertThat(inner.commits()).containsExactly(library);
        assertThat(find(workspace.resolve("library")).nested()).isFalse();
    }
}
