package io.jenkins.plugins.deployhooks.local.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutTest {
    @TempDir
    Path root;

    @Test
    void branchAndCommitAreKnown() throws Exception {
        repository();
        GitCheckout checkout = new GitCheckout(root);
        assertThat(checkout.branch()).isEqualTo("release");
        assertThat(checkout.commit()).matches("[0-9a-f]{40,}");
        assertThat(checkout.fault()).isNull();
    }

    @Test
    void aDirectoryThatIsNoRepositoryIsNoFault() {
        GitCheckout checkout = new GitCheckout(root);
        assertThat(checkout.branch()).isNull();
        assertThat(checkout.commit()).isNull();
        assertThat(checkout.fault()).isNull();
    }

    @Test
    void aHeadWithoutABranchIsNoFault() throws Exception {
        repository();
        git("checkout", "-q", "--detach");
        GitCheckout checkout = new GitCheckout(root);
        assertThat(checkout.branch()).isNull();
        assertThat(checkout.commit()).isNotNull();
        assertThat(checkout.fault()).isNull();
    }

    @Test
    void aRepositoryWithoutCommitsIsNoFault() throws Exception {
        git("init", "-q");
        GitCheckout checkout = new GitCheckout(root);
        assertThat(checkout.commit()).isNull();
        assertThat(checkout.fault()).isNull();
    }

    @Test
    void whatGitCannotReadIsAFaultInItsWords() throws Exception {
        repository();
        Files.writeString(root.resolve(".git/config"), "[core\n");
        GitCheckout checkout = new GitCheckout(root);
        assertThat(checkout.commit()).isNull();
        assertThat(checkout.fault()).startsWith("bad config line 1 in file ");
    }

    private void repository() throws IOException, InterruptedException {
        git("init", "-q");
        git("checkout", "-q", "-b", "release");
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "first");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
