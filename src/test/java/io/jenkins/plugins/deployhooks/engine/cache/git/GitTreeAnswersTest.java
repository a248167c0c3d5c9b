package io.jenkins.plugins.deployhooks.engine.cache.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a checkout by the answers of a git of our own, which answers also what the one at hand never does. */
@Requirement("X2")
class GitTreeAnswersTest {
    private static final String TREE = "0123456789abcdef0123456789abcdef01234567";
    private static final String LISTED = " 100644 0123456789abcdef0123456789abcdef01234567 0\t";

    @TempDir
    private Path root;

    /** Answers by the first word of the question; zeros are bars. */
    private final Map<String, String> answers =
            new HashMap<>(Map.of("rev-parse", "\n" + TREE + "\n", "status", "", "ls-files", "", "config", ""));

    private final Map<String, Integer> codes = new HashMap<>(Map.of("config", 1));
    private String filtered = "";
    private int filteredCode;

    private TreeId.Checkout checkout(Path directory) throws InterruptedException {
        return new GitTree(this::start).of(directory);
    }

    private GitCommand.Running start(GitInvocation invocation) {
        String question = invocation.arguments().get(0);
        boolean attributes = invocation.arguments().contains("--");
        if (question.equals("ls-files") && attributes) {
            return running(filtered, filteredCode);
        }
        return running(answers.get(question), codes.getOrDefault(question, 0));
    }

    private static GitCommand.Running running(String text, int code) {
        return Answered.of(text.replace('|', '\0'), code, () -> {});
    }

    private void file(String path, int bytes) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), "x".repeat(bytes));
    }

    @Test
    void aCleanCheckoutIsItsTreeAndItsConversions() throws Exception {
        assertThat(checkout(root)).isEqualTo(new TreeId.Checkout(TREE, List.of()));
        codes.put("config", 0);
        answers.put("config", "local|core.eol\ncrlf|");
        assertThat(checkout(root)).isEqualTo(new TreeId.Checkout(TREE + " core.eol=crlf", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rev-parse", "status", "ls-files", "config"})
    void whereGitCannotAnswerAQuestionNothingIsKnown(String question) throws Exception {
        codes.put(question, 128);
        assertThat(checkout(root)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", TREE + "\n", "\n" + TREE + "\nmore\n"})
    void anAnswerOfAnotherFormIsNone(String head) throws Exception {
        answers.put("rev-parse", head);
        assertThat(checkout(root)).isNull();
    }

    @Test
    void anAnswerThatEndsInTheMiddleIsNone() throws Exception {
        answers.put("ls-files", "H|");
        assertThat(checkout(root)).isNull();
    }

    @Test
    void changesAreToldByTheDirectoryThatIsAskedAbout() throws Exception {
        Path lib = Files.createDirectories(root.resolve("app/lib"));
        answers.put("rev-parse", "app/lib/\n" + TREE + "\n");
        answers.put("status", " M app/lib/a.js|?? app/lib/new file|D  app/lib/app/lib/b|");
        answers.put("ls-files", "S" + LISTED + "sparse|h" + LISTED + "assumed|");
        assertThat(checkout(lib))
                .isEqualTo(new TreeId.Checkout(TREE, List.of("a.js", "new file", "app/lib/b", "sparse", "assumed")));
    }

    @Test
    void whatAFilterMayHaveMadeIsLookedAtWhereverTheFilterIsNamed() throws Exception {
        Path lib = Files.createDirectories(root.resolve("app/lib"));
        file("app/lib/a.bin", 1024);
        file("app/lib/b.bin", 1025);
        Files.createDirectory(lib.resolve("c.bin"));
        filtered = "a.bin|b.bin|c.bin|gone.bin|";
        answers.put("rev-parse", "app/lib/\n" + TREE + "\n");
        assertThat(checkout(lib).changes()).as("no filter is named").isEmpty();
        for (String place : List.of(".gitattributes", "app/.gitattributes")) {
            Path attributes = Files.writeString(root.resolve(place), "*.bin filter=lfs\n");
            assertThat(checkout(lib).changes()).as(place).containsExactly("a.bin");
            Files.delete(attributes);
        }
        answers.put("ls-files", "H" + LISTED + ".gitattributes|H" + LISTED + "gone/.gitattributes|");
        Path attributes = Files.writeString(lib.resolve(".gitattributes"), "*.bin -text\n");
        assertThat(checkout(lib).changes()).as("another attribute").isEmpty();
        Files.writeString(attributes, "*.bin filter=lfs\n");
        assertThat(checkout(lib).changes()).containsExactly("a.bin");
        filteredCode = 129;
        assertThat(checkout(lib)).as("a git that knows no such question").isNull();
    }

    @Test
    void aFilterThatIsNamedAboveTheRepositoryIsNone() throws Exception {
        Path lib = Files.createDirectories(root.resolve("app/lib"));
        file("app/lib/a.bin", 3);
        filtered = "a.bin|";
        answers.put("rev-parse", "lib/\n" + TREE + "\n");
        Files.writeString(root.resolve(".gitattributes"), "*.bin filter=lfs\n");
        assertThat(checkout(lib).changes()).isEmpty();
    }

    @Test
    void aSubmoduleThatIsNotCheckedOutCountsByItsName() throws Exception {
        answers.put("ls-files", "H" + LISTED.replace("100644", "160000") + "sub|");
        assertThat(checkout(root).changes()).containsExactly("sub");
        Files.createDirectory(root.resolve("sub"));
        assertThat(checkout(root).changes()).as("without a repository").containsExactly("sub");
    }
}
