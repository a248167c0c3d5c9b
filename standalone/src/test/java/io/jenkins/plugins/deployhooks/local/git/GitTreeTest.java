package io.jenkins.plugins.deployhooks.local.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitTree;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requirement({"X2"})
class GitTreeTest {
    @TempDir
    private Path temporary;

    private Path root;

    private ScratchRepository repository;

    private String git(String... arguments) throws Exception {
        return repository.git(arguments);
    }

    @BeforeEach
    void repository() throws Exception {
        root = temporary.resolve("repository");
        repository = ScratchRepository.in(root);
        Files.createDirectories(root.resolve("app/src"));
        Files.writeString(root.resolve("app/src/a.js"), "a");
        Files.writeString(root.resolve("app/.gitignore"), "dist/\n");
        Files.writeString(root.resolve("README"), "read");
    }

    private void commit() throws Exception {
        repository.commit();
    }

    private static TreeId.Checkout checkout(Path directory) throws InterruptedException {
        return new GitTree(new LocalGit()).of(directory);
    }

    @Test
    void aCleanCheckoutIsItsTree() throws Exception {
        commit();
        assertThat(checkout(root)).isEqualTo(new TreeId.Checkout(git("rev-parse", "HEAD^{tree}"), List.of()));
        Files.createDirectories(root.resolve("app/dist"));
        Files.writeString(root.resolve("app/dist/bundle.js"), "ignored");
        assertThat(checkout(root).changes()).isEmpty();
        String tree = checkout(root).tree();
        git("commit", "-q", "--allow-empty", "-m", "same tree");
        assertThat(checkout(root).tree()).isEqualTo(tree);
    }

    @Test
    @Requirement({"D17"})
    void anAppBelowTheRootIsItsOwnTree() throws Exception {
        commit();
        Path app = root.resolve("app");
        assertThat(checkout(app)).isEqualTo(new TreeId.Checkout(git("rev-parse", "HEAD:app"), List.of()));
        Files.writeString(root.resolve("README"), "changed outside of the app");
        assertThat(checkout(app).changes()).isEmpty();
        Files.writeString(app.resolve("src/a.js"), "changed");
        assertThat(checkout(app).changes()).containsExactly("src/a.js");
    }

    @Test
    void everyChangeIsNamed() throws Exception {
        Files.writeString(root.resolve("gone é"), "x");
        Files.writeString(root.resolve("old"), "the same content, renamed");
        commit();
        Files.writeString(root.resolve("README"), "other");
        Files.delete(root.resolve("gone é"));
        Files.createDirectories(root.resolve("new dir/sub"));
        Files.writeString(root.resolve("new dir/sub/file"), "x");
        git("mv", "old", "renamed");
        assertThat(checkout(root).changes())
                .containsExactlyInAnyOrder("README", "gone é", "new dir/sub/file", "old", "renamed");
    }

    @Test
    void withoutACommitOrARepositoryNothingIsKnown() throws Exception {
        assertThat(checkout(root)).isNull();
        assertThat(checkout(temporary)).isNull();
        assertThat(checkout(temporary.resolve("missing"))).isNull();
    }
}
