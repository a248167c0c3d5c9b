package io.jenkins.plugins.deployhooks.local.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitTree;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code git status} calls clean although the files are others, which would find the archive of other files. */
@DisabledOnOs(OS.WINDOWS)
@Requirement({"X2", "S50"})
class GitTreeBlindSpotsTest {
    @TempDir
    private Path temporary;

    private ScratchRepository repository;

    @BeforeEach
    void commit() throws Exception {
        repository = ScratchRepository.in(temporary.resolve("repository"));
        repository.write("a.js", "a");
        repository.write("lib/b.js", "b");
        repository.commit();
    }

    private TreeId.Checkout checkout() throws InterruptedException {
        return checkout(repository.root());
    }

    private static TreeId.Checkout checkout(Path root) throws InterruptedException {
        return new GitTree(new LocalGit()).of(root);
    }

    @Test
    void filesThatGitWasToldNotToLookAtCountByTheirContents() throws Exception {
        repository.git("update-index", "--assume-unchanged", "a.js");
        repository.git("update-index", "--skip-worktree", "lib/b.js");
        repository.write("a.js", "other");
        repository.write("lib/b.js", "other");
        assertThat(checkout().changes()).containsExactlyInAnyOrder("a.js", "lib/b.js");
        assertThat(checkout(repository.root().resolve("lib")).changes()).containsExactly("b.js");
    }

    @Test
    void aSparseCheckoutIsNotTheWholeOne() throws Exception {
        assertThat(checkout().changes()).isEmpty();
        repository.git("sparse-checkout", "set", "other");
        assertThat(repository.root().resolve("lib/b.js")).doesNotExist();
        assertThat(checkout().changes()).contains("lib/b.js");
    }

    @Test
    void aTimePutBackHidesNothingWhateverTheConfigurationSays() throws Exception {
        // Long ago, so that no index is as young as the file.
        repository.shell("touch -d '2020-01-01' a.js && git update-index --refresh");
        repository.git("config", "core.trustctime", "false");
        repository.git("config", "core.checkStat", "minimal");
        String second = repository.shell("touch -r a.js ../time && stat -c %Z a.js");
        // Git as most systems have it compares whole seconds.
        Awaitility.await()
                .atMost(1, TimeUnit.MINUTES)
                .until(() -> !repository
                        .shell("printf b >a.js && touch -r ../time a.js && stat -c %Z a.js")
                        .equals(second));
        assertThat(repository.git("status", "--porcelain")).as("git is fooled").isEmpty();
        assertThat(checkout().changes()).containsExactly("a.js");
    }

    @Test
    void submodulesThatAreNotThereOrAreNotTheSameCount() throws Exception {
        ScratchRepository library = ScratchRepository.in(temporary.resolve("library"));
        library.write("c.js", "c");
        library.commit();
        repository.git("submodule", "--quiet", "add", library.root().toString(), "sub");
        repository.git("commit", "-q", "-m", "sub");
        assertThat(checkout().changes()).isEmpty();

        ScratchRepository sub = new ScratchRepository(repository.root().resolve("sub"));
        repository.git("config", "submodule.sub.ignore", "all");
        sub.write("c.js", "changed");
        sub.write("new.js", "new");
        assertThat(checkout().changes()).containsExactlyInAnyOrder("sub/c.js", "sub/new.js");
        sub.commit();
        assertThat(checkout().changes()).containsExactly("sub");

        repository.git("clone", "-q", repository.root().toString(), "../clone");
        assertThat(checkout(temporary.resolve("clone")).changes())
                .as("without its submodule")
                .containsExactly("sub");
    }

    @Test
    void theFilesOfAnotherConversionAreOtherFiles() throws Exception {
        String tree = checkout().tree();
        repository.git("config", "core.autocrlf", "input");
        assertThat(checkout().tree()).isEqualTo(tree);
        repository.git("config", "core.autocrlf", "true");
        assertThat(checkout().tree()).isNotEqualTo(tree);
    }

    @Test
    void whatAFilterHasNotReplacedYetIsNotWhatItWouldMake() throws Exception {
        repository.write(".gitattributes", "*.bin filter=lfs -text\n");
        repository.write("app/small.bin", "version https://git-lfs.github.com/spec/v1\n");
        repository.write("app/large.bin", "x".repeat(2000));
        repository.commit();
        assertThat(checkout().changes()).containsExactly("app/small.bin");
        assertThat(checkout(repository.root().resolve("app")).changes()).containsExactly("small.bin");
    }

    @Test
    void ignoredFilesInANewDirectoryDoNotCount() throws Exception {
        repository.write("new/.gitignore", "*.log\n");
        repository.write("new/x.log", "noise");
        repository.write("new/y.js", "y");
        assertThat(checkout().changes()).containsExactlyInAnyOrder("new/.gitignore", "new/y.js");
    }

    @Test
    void aNameThatCannotBeLookedUpMeansThatFilesAreRead() throws Exception {
        repository.write("two\nlines", "x");
        assertThat(checkout().changes()).containsExactly("two\nlines");
        repository.shell("printf 1 >\"$(printf 'caf\\351')\"");
        assertThat(checkout()).isNull();
    }

    @Test
    void worktreesShallowClonesAndDetachedHeadsAreCheckouts() throws Exception {
        String tree = checkout().tree();
        repository.git("worktree", "add", "-q", "--detach", "../tree");
        repository.git("clone", "-q", "--depth", "1", "file://" + repository.root(), "../shallow");
        for (String name : List.of("tree", "shallow")) {
            Path other = temporary.resolve(name);
            assertThat(checkout(other)).isEqualTo(new TreeId.Checkout(tree, List.of()));
            Files.writeString(other.resolve("a.js"), "other");
            assertThat(checkout(other).changes()).containsExactly("a.js");
        }
        repository.git("clone", "-q", "--bare", repository.root().toString(), "../bare");
        assertThat(checkout(temporary.resolve("bare"))).isNull();
        assertThat(checkout(repository.root().resolve(".git"))).isNull();
    }

    @Test
    void aRepositoryInTheRepositoryIsLookedIntoFileByFile() throws Exception {
        ScratchRepository nested = ScratchRepository.in(repository.root().resolve("nested"));
        nested.write("x.js", "x");
        nested.commit();
        assertThat(checkout().changes()).containsExactly("nested/");
    }
}
