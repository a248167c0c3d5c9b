package io.jenkins.plugins.deployhooks.engine.process.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a text for a shell may call. */
@Requirement("J")
class ShellWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh ci/x.sh",
                "true && ci/x.sh || false",
                "set -e\nci/x.sh\n",
                ". ci/x.sh;ls",
                "(ci/x.sh)&",
                "cat a|ci/x.sh>log",
                "MODE=a ci/x.sh",
                "tool --file=ci/x.sh",
                "'ci/x.sh' \"$A\"",
                "\"$WORKSPACE/ci/x.sh\"",
                "${DIR}/ci/x.sh",
                "\"${DIR%/*}/ci/x.sh\"",
                "sh \"$(pwd)/ci/x.sh\"",
                "`ci/x.sh`",
                "curl -d @ci/x.sh host",
                "docker run -v ci/x.sh:/x.sh image",
                "cd ci && sh x.sh",
                "make -C ci x.sh",
                "#!/bin/sh\nsh ci/x.sh",
                "call ci\\x.sh",
                "call \"%WORKSPACE%\\ci\\x.sh\"",
                "%~dp0ci\\x.sh",
                "cd /d ci && call x.sh",
                "cd -- ci && sh x.sh",
                "cd -P ci && sh x.sh",
                "make -sC ci x.sh",
                "sh \"ci\"/x.sh",
                "sh ci/\\\nx.sh"
            })
    void eachNamesTheFile(String text) {
        assertThat(ShellWords.of(text)).contains("ci/x.sh");
    }

    @Test
    void whatIsQuotedIsAlsoAWholeAndDirectoriesAddUp() {
        assertThat(ShellWords.of("sh \"ci/my deploy.sh\"; sh 'ci/its x.sh'; sh ci/a\\ b.sh --conf=\"a b.yml\""))
                .contains("ci/my deploy.sh", "ci/its x.sh", "ci/a b.sh", "a b.yml");
        assertThat(ShellWords.of("ls # don't\nsh \"ci/my deploy.sh\"")).contains("ci/my deploy.sh");
        assertThat(ShellWords.of("sh -c 'sh \"ci/my deploy.sh\"'")).contains("ci/my deploy.sh");
        assertThat(ShellWords.of("cd a && cd 'b c'\ncd d; ./x.sh"))
                .contains("a/b c/./x.sh", "a/b c/d/./x.sh", "d/./x.sh");
        assertThat(ShellWords.of("call ci\\deploy")).contains("ci\\deploy", "ci/deploy");
    }

    @Test
    void aLineThatIsAComment() {
        assertThat(ShellWords.of("  # sh ci/x.sh\nls # a b"))
                .doesNotContain("ci/x.sh")
                .contains("b");
    }

    @Test
    void aTextOfAnySizeHasAnEnd() {
        String text = "cd a; cd b; cd c\n" + "w".repeat(20_000) + " " + String.join(" ", numbers(200_000));
        assertThat(ShellWords.of(text)).hasSizeLessThan(50_000).contains("a/1");
    }

    private static List<String> numbers(int most) {
        return IntStream.range(0, most).mapToObj(String::valueOf).toList();
    }

    @Test
    void whatAHookCallsForSureComesFirst() {
        assertThat(CalledFile.of(Script.command("./ci/x.sh ci/data"), "app"))
                .startsWith(new CalledFile("./ci/x.sh", CalledFile.Kind.PROGRAM, "app"))
                .contains(new CalledFile("ci/data", CalledFile.Kind.WORD, "app"));
        assertThat(CalledFile.of(Script.command("./ci/x.sh"), null))
                .containsExactly(new CalledFile("./ci/x.sh", CalledFile.Kind.SCRIPT, null));
        assertThat(CalledFile.of(Script.file("ci/x.sh").after("app/.environment"), "app"))
                .containsExactly(
                        new CalledFile("app/.environment", CalledFile.Kind.SCRIPT, null),
                        new CalledFile("ci/x.sh", CalledFile.Kind.SCRIPT, null));
    }
}
