package io.jenkins.plugins.deployhooks.engine.cache.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of whoever starts git, and what is made of its answers; with a git of its own, on any machine. */
@Requirement("X2")
class GitTreePortTest {
    private static final String TREE = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path directory;

    private final List<GitInvocation> asked = new ArrayList<>();
    private final List<GitInvocation> closed = new ArrayList<>();

    /** A git that answers what a clean checkout with one changed file answers. */
    private GitCommand.Running answer(GitInvocation invocation) {
        asked.add(invocation);
        String question = invocation.arguments().get(0);
        String text =
                switch (question) {
                    case "rev-parse" -> "\n" + TREE + "\n";
                    case "status" -> " M a.js\0";
                    default -> "";
                };
        int code = question.equals("config") ? 1 : 0;
        return Answered.of(text, code, () -> closed.add(invocation));
    }

    private GitCommand.Running running(GitInvocation invocation, InputStream out, int code) {
        return new Answered(out, code, () -> closed.add(invocation));
    }

    @Test
    void everyQuestionForbidsWhatTheRepositoryCouldStart() throws Exception {
        assertThat(new GitTree(this::answer).of(directory)).isEqualTo(new TreeId.Checkout(TREE, List.of("a.js")));
        assertThat(asked).isNotEmpty().allSatisfy(invocation -> {
            assertThat(invocation.command())
                    .startsWith("git", "--no-optional-locks", "--no-replace-objects")
                    .contains("core.fsmonitor=", "core.hooksPath=/dev/null", directory.toString())
                    .endsWith(invocation.arguments().toArray(String[]::new));
            assertThat(invocation.environment()).containsEntry("GIT_ALLOW_PROTOCOL", "none");
            assertThat(invocation.without()).contains("GIT_DIR", "GIT_INDEX_FILE");
        });
        assertThat(closed).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void withoutGitNothingIsKnown() throws Exception {
        GitTree none = new GitTree(invocation -> {
            throw new IOException("no such file or directory");
        });
        assertThat(none.of(directory)).isNull();
        GitTree broken = new GitTree(invocation -> running(invocation, InputStream.nullInputStream(), 128));
        assertThat(broken.of(directory)).isNull();
    }

    @Test
    void whoWaitsForGitCanBeInterruptedAndEndsIt() throws Exception {
        InputStream endless = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        GitTree tree = new GitTree(invocation -> {
            asked.add(invocation);
            return running(invocation, endless, 0);
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tree.of(directory)).isInstanceOf(InterruptedException.class);
        assertThat(closed).containsExactlyInAnyOrderElementsOf(asked);
    }
}
