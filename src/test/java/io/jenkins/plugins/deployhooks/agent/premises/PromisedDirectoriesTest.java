package io.jenkins.plugins.deployhooks.agent.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.plan.Decision;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment has beside a workspace that a container can write: it may have made links there. */
class PromisedDirectoriesTest {
    @TempDir
    Path temp;

    private Path workspace;
    private Path beside;
    private Path own;
    private Path victim;
    private PromisedDirectories directories;

    @BeforeEach
    void make() throws IOException {
        workspace = Files.createDirectory(temp.resolve("ws"));
        beside = Files.createDirectory(temp.resolve("ws@tmp"));
        own = Files.createDirectory(temp.resolve("agent"));
        victim = Files.createDirectory(temp.resolve("victim"));
        Path old = Files.createDirectory(victim.resolve("old"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        directories = new PromisedDirectories(beside.toString(), own.toString(), "shop", "1");
    }

    private List<String> work(PlannedStep.Kind kind, String... mounts) throws Exception {
        PlannedStep.Choice choice = new PlannedStep.Choice(Decision.RUN, Decision.RUN);
        PlannedStep step = new PlannedStep("frozen-deploy", kind, Section.RUN, choice, null);
        WorkOnPremises.App app = new WorkOnPremises.App(
                directories, "", new ArrayList<>(List.of(mounts)), new ArrayList<>(List.of("shop")));
        return new WorkOnPremises(step, app).invoke(workspace.toFile(), null);
    }

    private static void wipe(String directory) throws IOException {
        new WipeDirectory().invoke(Path.of(directory).toFile(), null);
    }

    @Test
    @Requirement({"S42", "S44"})
    void areWhereHooksSeeThemAndForTheirOwnerAlone() throws Exception {
        work(PlannedStep.Kind.PREPARE);
        work(PlannedStep.Kind.PREPARE);
        assertThat(Path.of(directories.cache())).isEmptyDirectory().startsWith(beside);
        assertThat(Path.of(directories.temporary())).isEmptyDirectory().startsWith(beside);
        assertThat(Files.getPosixFilePermissions(Path.of(directories.temporary())))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    @Requirement("S44")
    void nothingIsSweptOrMadeThroughALink() throws Exception {
        Files.createSymbolicLink(
                Files.createDirectory(beside.resolve("deploy-hooks")).resolve("temporary"), victim);
        assertThatThrownBy(() -> work(PlannedStep.Kind.PREPARE)).hasMessageContaining("is a link or a file");
        assertThat(victim).isDirectoryContaining(path -> path.endsWith("old"));
        try (var all = Files.list(victim)) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    @Requirement("S44")
    void nothingElseIsWiped() {
        assertThatThrownBy(() -> wipe(victim.resolve("old").toString()))
                .hasMessageContaining("is no directory of a deployment");
        assertThat(victim.resolve("old")).exists();
    }

    @Test
    @Requirement("S36")
    void mountsAreNotMadeThroughALink() throws Exception {
        Files.createSymbolicLink(
                Files.createDirectory(beside.resolve("deploy-hooks")).resolve("mounts"), victim);
        assertThatThrownBy(() -> work(PlannedStep.Kind.MOUNT, "var")).hasMessageContaining("is a link or a file");
        assertThat(workspace.resolve("var")).doesNotExist();
    }

    @Test
    @Requirement("S54")
    void whatIsRememberedOfFrozenFilesIsTheAgentsAlone() throws Exception {
        work(PlannedStep.Kind.FREEZE);
        assertThat(Path.of(directories.listings())).isNotEmptyDirectory().startsWith(own);
        assertThat(beside.resolve("deploy-hooks/files")).doesNotExist();
        Files.writeString(workspace.resolve("new"), "");
        assertThatThrownBy(() -> work(PlannedStep.Kind.FROZEN)).hasMessageContaining("new new");
    }

    @Test
    @Requirement("S44")
    void whatIsWipedIsNotReachedByLinks() throws Exception {
        work(PlannedStep.Kind.PREPARE);
        Path temporary = Path.of(directories.temporary());
        Path locked = Files.createDirectories(temporary.resolve("a/locked"));
        Files.writeString(locked.resolve("file"), "");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
        Files.createSymbolicLink(temporary.resolve("link"), victim);
        wipe(directories.temporary());
        wipe(directories.temporary());
        assertThat(temporary).doesNotExist();
        assertThat(victim.resolve("old")).exists();

        Path all = temporary.getParent();
        Files.delete(all);
        Files.createSymbolicLink(all, victim);
        Path same = Files.createDirectory(victim.resolve(temporary.getFileName()));
        assertThatThrownBy(() -> wipe(directories.temporary())).hasMessageContaining("is a link or a file");
        assertThat(same).exists();
        assertThat(Files.exists(all, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
}
