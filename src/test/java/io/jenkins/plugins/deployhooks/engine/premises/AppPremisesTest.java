package io.jenkins.plugins.deployhooks.engine.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.plan.Decision;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory of an app between its build and its next one. */
class AppPremisesTest {
    @TempDir
    Path temp;

    private Path home;
    private boolean disposable;
    private String environment = "production";

    @BeforeEach
    void make() throws IOException {
        home = Files.createDirectory(temp.resolve("app"));
        write("main.txt", "1");
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> carryOut(PlannedStep.Kind kind, String... mounts) throws Exception {
        AppPremises.Place place = new AppPremises.Place(
                home,
                temp.resolve("kept").resolve(environment),
                temp.resolve("seen"),
                List.of(home.resolve("logs")),
                disposable);
        PlannedStep.Choice choice = new PlannedStep.Choice(Decision.RUN, Decision.RUN);
        return new AppPremises(place, List.of(mounts))
                .carryOut(new PlannedStep("frozen-deploy", kind, Section.RUN, choice, null));
    }

    private List<String> mount(String... mounts) throws Exception {
        return carryOut(PlannedStep.Kind.MOUNT, mounts);
    }

    private List<String> unmount(String... mounts) throws Exception {
        return carryOut(PlannedStep.Kind.UNMOUNT, mounts);
    }

    @Test
    @Requirement("S36")
    void whatTheAppWritesIntoAMountIsThereAgainWheneverItRunsAndNotMeanwhile() throws Exception {
        assertThat(mount("web/uploads")).isEmpty();
        write("web/uploads/a.png", "a");
        assertThat(mount("web/uploads")).as("mounted already").isEmpty();
        unmount("web/uploads");
        assertThat(home.resolve("web/uploads")).doesNotExist();
        mount("web/uploads");
        assertThat(home.resolve("web/uploads/a.png")).hasContent("a");
    }

    @Test
    @Requirement("S36")
    void whatTheBuildLeavesAtThePathOfAMountIsNotSeenWhileTheAppRunsAndThereForTheNextBuild() throws Exception {
        write("uploads/built.txt", "of the build");
        assertThat(mount("uploads")).singleElement().asString().contains("is not seen while the app runs");
        assertThat(home.resolve("uploads")).isEmptyDirectory();
        unmount("uploads");
        assertThat(home.resolve("uploads/built.txt")).hasContent("of the build");
        assertThat(home.resolve(".uploads.built")).doesNotExist();
    }

    @Test
    @Requirement("S36")
    void whatIsHiddenIsNeverLostWhereSomebodyWorks() throws Exception {
        write("uploads/first.txt", "1");
        mount("uploads");
        Files.delete(home.resolve("uploads"));
        write("uploads/second.txt", "2");
        assertThat(unmount("uploads")).singleElement().asString().startsWith(".uploads.built is what an earlier mount");
        mount("uploads");
        assertThat(home.resolve(".uploads.built/first.txt")).exists();
        unmount("uploads");
        assertThat(home.resolve("uploads/second.txt")).exists();
    }

    @Test
    @Requirement("S36")
    void inAWorkspaceOfABuildServerWhatWasCheckedOutAnewTakesThePlaceOfWhatWasHidden() throws Exception {
        disposable = true;
        write("uploads/.gitkeep", "");
        mount("uploads");
        Files.delete(home.resolve("uploads"));
        write("uploads/.gitkeep", "");
        assertThat(unmount("uploads")).isEmpty();
        assertThat(home.resolve(".uploads.built")).doesNotExist();
        assertThat(home.resolve("uploads/.gitkeep")).exists();
    }

    @Test
    @Requirement("S36")
    void whereOnlyTheRunPhaseIsHereNoMoreThanTheLastCheckoutIsHidden() throws Exception {
        disposable = true;
        for (int i = 0; i < 120; i++) {
            Files.deleteIfExists(home.resolve("uploads"));
            write("uploads/checked-out-" + i, "");
            mount("uploads");
        }
        try (Stream<Path> all = Files.list(home)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("main.txt", "uploads", ".uploads.built");
        }
        assertThat(home.resolve(".uploads.built/checked-out-119")).exists();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement("S36")
    void noEnvironmentSeesTheMountsOfTheOneThatWasDeployedHereBefore(boolean onServer) throws Exception {
        disposable = onServer;
        write("uploads/.gitkeep", "");
        mount("uploads");
        write("uploads/of-production", "");
        environment = "staging";
        assertThat(mount("uploads"))
                .singleElement()
                .asString()
                .contains("the mount uploads was that of another app, environment or instance");
        assertThat(home.resolve("uploads")).isEmptyDirectory();
        write("uploads/of-staging", "");
        unmount("uploads");
        assertThat(home.resolve("uploads")).isDirectoryContaining(file -> file.endsWith(".gitkeep"));
        assertThat(home.resolve("uploads/of-production")).doesNotExist();
        assertThat(home.resolve(".uploads.built")).doesNotExist();

        mount("uploads");
        assertThat(home.resolve("uploads/of-staging")).exists();
        environment = "production";
        unmount("uploads");
        assertThat(home.resolve("uploads/of-staging"))
                .as("while production is built")
                .doesNotExist();
        mount("uploads");
        assertThat(home.resolve("uploads/of-production")).exists();
    }

    @Test
    @Requirement("S54")
    void afterACrashABuildServerLooksForChangesOnceMore() throws Exception {
        disposable = true;
        carryOut(PlannedStep.Kind.FREEZE);
        write("new", "");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> carryOut(PlannedStep.Kind.FROZEN)).hasMessageContaining("new new");
        }
    }

    @Test
    @Requirement("S36")
    void aMountMayBeInAnotherOne() throws Exception {
        mount("var/files", "var");
        write("var/files/a", "a");
        write("var/b", "b");
        unmount("var/files", "var");
        assertThat(home.resolve("var")).doesNotExist();
        mount("var", "var/files");
        assertThat(home.resolve("var/files/a")).hasContent("a");
        assertThat(home.resolve("var/b")).hasContent("b");
    }

    @Test
    @Requirement("S36")
    void aMountIsNeverOutsideOfTheApp() throws Exception {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createSymbolicLink(home.resolve("link"), outside);
        assertThatThrownBy(() -> mount("link/uploads")).hasMessageContaining("outside of the app");
        assertThat(outside).isEmptyDirectory();
        write("file", "");
        assertThatThrownBy(() -> mount("file/uploads"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the mount file/uploads cannot be put in its place");
    }

    @Test
    @Requirement("S54")
    void newChangedAndRemovedFilesAreNamed() throws Exception {
        write("gone.txt", "");
        mount("var");
        carryOut(PlannedStep.Kind.FREEZE, "var");
        assertThat(carryOut(PlannedStep.Kind.FROZEN, "var")).isEmpty();
        carryOut(PlannedStep.Kind.FREEZE, "var");
        write("var/may", "");
        write("logs", "");
        write("new/file.txt", "");
        write("main.txt", "2");
        Files.delete(home.resolve("gone.txt"));
        assertThatThrownBy(() -> carryOut(PlannedStep.Kind.FROZEN_STRICT, "var"))
                .hasMessage(
                        "the app is frozen, but its files have changed: removed gone.txt, changed main.txt, new new,"
                                + " new new/file.txt; write into a mount, or say frozen: off");
    }

    @Test
    @Requirement("S54")
    void aFileThatIsWrittenAgainWithTheSameContentHasChanged() throws Exception {
        carryOut(PlannedStep.Kind.FREEZE);
        Path other = write("other", "1");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(home.resolve("main.txt")));
        Files.move(other, home.resolve("main.txt"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> carryOut(PlannedStep.Kind.FROZEN)).hasMessageContaining("changed main.txt;");
    }

    @Test
    @Requirement("S54")
    void whatIsRememberedIsNeverWrittenOrReadThroughALink() throws Exception {
        Path other = Files.writeString(temp.resolve("other"), "of somebody");
        Path snapshot = Files.createDirectory(temp.resolve("seen")).resolve("files-deploy");
        Files.createSymbolicLink(snapshot, other);
        carryOut(PlannedStep.Kind.FREEZE);
        assertThat(other).hasContent("of somebody");
        Path moved = Files.move(snapshot, temp.resolve("seen/moved"));
        Files.createSymbolicLink(snapshot, moved);
        assertThatThrownBy(() -> carryOut(PlannedStep.Kind.FROZEN)).isInstanceOf(IOException.class);
    }

    @Test
    @Requirement("S54")
    void whereNobodyHasLookedBeforeChangesAreNotSeen() throws Exception {
        assertThat(carryOut(PlannedStep.Kind.FROZEN))
                .containsExactly("nobody has remembered what the files were like, so changes are not seen");
    }
}
