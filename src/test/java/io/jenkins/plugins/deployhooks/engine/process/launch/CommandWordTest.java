package io.jenkins.plugins.deployhooks.engine.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement("S6")
class CommandWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"./x.sh", "clevercloud/x.sh", "  ./x.sh\n", "../x.sh", "ci/größe.sh", "node_modules/.bin/@a"})
    void aloneInItsCommand(String text) {
        assertThat(CommandWord.of(text)).contains(new CommandWord(text.strip(), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./x.sh arg", "./x.sh 'a b' \"$C\"", "./x.sh > log", "./x.sh\t-v"})
    void withArguments(String text) {
        assertThat(CommandWord.of(text)).contains(new CommandWord("./x.sh", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "true",
                "npm ci",
                "FOO=a/b cmd",
                "FOO=a/b ./x.sh",
                "echo a/b",
                "cd sub/dir && x",
                "/usr/bin/env perl",
                "/opt/x.sh",
                "'./x y.sh'",
                "\"ci/x.sh\"",
                "$VAR/x",
                "${VAR}/x.sh a",
                "~/x.sh",
                "`a/b`",
                "a/$b",
                "a/*.sh",
                "a\\ b/c",
                "./x.sh || true",
                "./x.sh; echo done",
                "./x.sh & wait",
                "./x.sh | tee log",
                "./x.sh\ntrue",
                "./x.sh <<END",
                "# ./x.sh",
                "#!/bin/sh\n./x.sh",
                "f/g() { true; }",
                "[ -e a/b ]",
                "-a/b",
                "./x.sh $(date)"
            })
    void leftToTheShell(String text) {
        assertThat(CommandWord.of(text)).isEmpty();
    }

    @Property
    void anyTextIsRead(@ForAll String text) {
        CommandWord.of(text).ifPresent(word -> assertThat(text.strip()).startsWith(word.path()));
    }
}
