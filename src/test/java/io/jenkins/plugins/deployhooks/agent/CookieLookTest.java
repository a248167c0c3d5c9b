package io.jenkins.plugins.deployhooks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.util.ProcessTree;
import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jenkins finds processes by their environment on every system, so that this is tried where there is no Windows. */
class CookieLookTest {
    private final String value = "deploy-hook-" + UUID.randomUUID();

    @TempDir
    private Path control;

    private Process hook;

    @BeforeEach
    void startSomething() throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Path program = Files.writeString(
                control.resolve("Wait.java"),
                "class Wait { public static void main(String[] a) throws Exception { System.in.read(); } }");
        ProcessBuilder builder = new ProcessBuilder(List.of(java, program.toString()));
        builder.environment().put("JENKINS_SERVER_COOKIE", value);
        hook = builder.start();
    }

    @AfterEach
    void endIt() throws InterruptedException {
        hook.destroyForcibly().waitFor();
    }

    @Test
    void whatHasTheCookieIsSeenAndNothingElse() throws Exception {
        CookieSight seen = look(value, false);
        assertThat(seen.found()).extracting(CookieSight.Found::pid).containsExactly(hook.pid());
        assertThat(seen.found().get(0).name()).startsWith("java");
        assertThat(seen.sure()).isTrue();
        assertThat(seen.ended()).isFalse();
        assertThat(look(value + "0", false).found()).isEmpty();
    }

    @Test
    void aStatusIsLeftOnlyWhenAllThatWasKilledIsGone() throws Exception {
        assertThat(look(value, true).ended()).isFalse();
        endIt();
        assertThat(look(value, false).ended()).isFalse();
        CookieSight seen = look(value, true);
        assertThat(seen.found()).isEmpty();
        assertThat(seen.ended()).isTrue();
        assertThat(control.resolve("ended.137")).isEmptyFile();
    }

    @Test
    void theStatusOfASupervisorThatWasFasterStays() throws Exception {
        endIt();
        Files.createFile(control.resolve("ended.3"));
        assertThat(look(value, true).ended()).isTrue();
        assertThat(control.resolve("ended.137")).doesNotExist();
    }

    @Test
    void whereTheDirectoryIsGoneNobodyWaits() throws Exception {
        endIt();
        CookieSight seen = new CookieLook(value, true, false)
                .invoke(control.resolve("none").toFile(), null);
        assertThat(seen.ended()).isTrue();
    }

    @Test
    void aStopEndsWhatIsSeenAndLetsWhoeverFollowsKnow() throws Exception {
        Launcher launcher = new Launcher.LocalLauncher(TaskListener.NULL);
        WindowsTree tree =
                new WindowsTree(launcher, new FilePath(control.toFile()), value.substring("deploy-hook-".length()));
        LauncherTree.Sight before = tree.look();
        assertThat(before.members()).extracting(Member::pid).containsExactly(hook.pid());
        assertThat(before.supervised()).isTrue();

        tree.ask(before.members());

        assertThat(hook.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tree.alive()).isEmpty();
        assertThat(control.resolve("ended.137")).exists();
    }

    @Test
    void whatIsGoneWithoutAStatusIsNotWaitedFor() throws Exception {
        WindowsTree tree = new WindowsTree(
                new Launcher.LocalLauncher(TaskListener.NULL), new FilePath(control.toFile()), value.substring(12));
        assertThat(tree.look().isEmpty()).isFalse();
        endIt();
        assertThat(tree.look().isEmpty()).isTrue();
        assertThat(control.resolve("ended.137")).doesNotExist();
    }

    @Test
    void whoSeesNothingDoesNotSayThatAllIsGone() throws Exception {
        Launcher launcher = new Launcher.LocalLauncher(TaskListener.NULL);
        WindowsTree tree = new WindowsTree(launcher, new FilePath(control.toFile()), value.substring(12));
        WindowsTree contained =
                new WindowsTree(launcher.decorateByPrefix("in"), new FilePath(control.toFile()), value.substring(12));
        Field seeing = ProcessTree.class.getDeclaredField("enabled");
        seeing.setAccessible(true);
        seeing.set(null, false);
        try {
            assertThat(look(value, true).sure()).isFalse();
            tree.force(tree.alive());
            assertThat(tree.alive()).isNotEmpty();
            assertThat(control.resolve("ended.137")).doesNotExist();

            // In a container nobody here sees anything ever: that it was ended has to be believed.
            assertThat(contained.alive()).isNotEmpty();
            contained.force(contained.alive());
            assertThat(contained.alive()).isEmpty();
            assertThat(control.resolve("ended.137")).exists();
        } finally {
            seeing.set(null, true);
        }
        assertThat(hook.isAlive()).isTrue();
    }

    private CookieSight look(String cookie, boolean forced) throws IOException {
        return new CookieLook(cookie, forced, false).invoke(control.toFile(), null);
    }
}
