package io.jenkins.plugins.deployhooks.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Shell;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.Exit;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
    @TempDir
    Path temporary;

    private Hooks hooks;

    @BeforeEach
    void repository() throws IOException {
        hooks = new Hooks(temporary);
    }

    @Test
    @Requirement({"S62", "S61"})
    void theLogBeginsWithTheCommandAndHasAllOutput() throws IOException {
        hooks.write("export-config.sh", "echo one; echo two >&2; printf 'no line feed 🚀'", "rw-r--r--");
        HookEnd end = hooks.command("bash export-config.sh");

        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(end.exit()).isEqualTo(new Exit(0, null));
        assertThat(end.reason()).isEmpty();
        assertThat(hooks.logged())
                .matches("(?s)\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}]"
                        + " Launching command 'bash export-config\\.sh'\\.\n\n.*");
        assertThat(hooks.output()).isEqualTo("one\ntwo\nno line feed 🚀");
        assertThat(hooks.heard()).isEqualTo(hooks.output());
        assertThat(end.output().tail()).containsExactly("one", "two", "no line feed 🚀");
        assertThat(end.output().notes()).isEmpty();
    }

    @Test
    void aSecondAttemptIsAppendedWithAHeaderOfItsOwn() {
        hooks.command("printf first");
        hooks.command("printf second");
        assertThat(hooks.logged()).containsPattern("(?s)Launching.*first\n\\[.*Launching.*\n\nsecond$");
        assertThat(hooks.heard()).isEqualTo("firstsecond");
    }

    @Test
    @Requirement("S51")
    void onlyTheStatusOfTheLastCommandCounts() {
        assertThat(hooks.command("false\necho still here").state()).isEqualTo(State.OK);
        assertThat(hooks.output()).isEqualTo("still here\n");
        HookEnd failed = hooks.command("true\n(exit 3)");
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.exit()).isEqualTo(new Exit(3, null));
        assertThat(failed.reason()).contains("Exit code 3");
    }

    @Test
    @Requirement({"S52", "X8"})
    void nothingIsPrependedAndTheShellGetsNoOptions() {
        hooks.shell = new Shell("bash", false, false);
        HookEnd end = hooks.command("echo \"$-\" \"$LINENO\"\nfalse | true\necho \"$UNSET_VARIABLE\"end");
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(hooks.output()).isEqualTo("hB 1\nend\n");
    }

    @Test
    @Requirement("X8")
    void errexitAndTraceOnDemand() {
        hooks.shell = new Shell("bash", true, true);
        HookEnd end = hooks.command("false\necho not reached");
        assertThat(end.exit().code()).isEqualTo(1);
        assertThat(hooks.output()).isEqualTo("+ false\n");
    }

    @Test
    @Requirement({"S5", "S6", "S8"})
    void quotesEnvironmentAndDirectoryReachTheShellUnchanged() throws IOException {
        Files.createDirectories(hooks.root.resolve("sub"));
        hooks.dir = "sub";
        hooks.env.put("GREETING", "it's \"quoted\" $HOME `x` \\ 100%\n second line");
        HookEnd end = hooks.command("printf '%s|' \"$GREETING\" 'single \"double\" $HOME' \"it's\"; pwd");
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(hooks.output())
                .isEqualTo(hooks.env.get("GREETING") + "|single \"double\" $HOME|it's|"
                        + hooks.root.toRealPath().resolve("sub") + "\n");
    }

    @Test
    void standardInputIsEmpty() {
        assertThat(hooks.command("cat; echo end").state()).isEqualTo(State.OK);
        assertThat(hooks.output()).isEqualTo("end\n");
    }

    @Test
    void aTextOf300KilobytesRuns() {
        String text = "# " + "x".repeat(300_000) + "\necho ran";
        assertThat(hooks.command(text).state()).isEqualTo(State.OK);
        assertThat(hooks.output()).isEqualTo("ran\n");
    }

    @Test
    void aShebangInTheTextOrInTheSettingsIsObeyed() {
        assertThat(hooks.command("#!/usr/bin/env perl\nprint \"perl \" . (2 + 3);")
                        .state())
                .isEqualTo(State.OK);
        assertThat(hooks.output()).isEqualTo("perl 5");
        hooks.shell = new Shell("#!/usr/bin/perl -w", false, false);
        hooks.command("print $^W;");
        assertThat(hooks.output()).endsWith("1");
    }

    @Test
    void outputsAreReadAndThePrivateDirectoryIsGone() {
        HookEnd end = hooks.command("echo VERSION=1.2=3 >> \"$DEPLOY_OUTPUT\"; echo bad >> \"$DEPLOY_OUTPUT\";"
                + " mkdir \"$(dirname \"$DEPLOY_OUTPUT\")/more\"; echo \"$0 $DEPLOY_OUTPUT\"");
        assertThat(end.output().values()).containsOnly(Map.entry("VERSION", "1.2=3"));
        assertThat(end.output().notes()).singleElement().asString().contains("line 2");
        String[] paths = hooks.output().strip().split(" ");
        assertThat(Path.of(paths[0]).getParent()).isEqualTo(Path.of(paths[1]).getParent());
        assertThat(Path.of(paths[1]).getParent()).doesNotExist();
    }

    @Test
    void aSignalFromElsewhereIsNamed() {
        HookEnd end = hooks.command("kill -SEGV $$");
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.exit()).isEqualTo(new Exit(139, 11));
        assertThat(end.reason()).contains("SIGSEGV").contains("crashed");
    }

    @Test
    void anEnvironmentTooLargeForTheSystemIsExplained() {
        hooks.env.put("HUGE", "x".repeat(200_000));
        HookEnd end = hooks.command("true");
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.reason()).contains("HUGE");
    }
}
