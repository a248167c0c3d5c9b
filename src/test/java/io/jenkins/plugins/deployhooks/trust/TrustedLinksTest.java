package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceCopy;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links of a revision that nobody has checked out. */
@Requirement("J")
class TrustedLinksTest {
    @TempDir
    Path temp;

    private Path revision;
    private Path workspace;
    private TrustedTree tree;

    @BeforeEach
    void make() throws Exception {
        revision = Files.createDirectory(temp.resolve("revision"));
        workspace = Files.createDirectory(temp.resolve("workspace"));
        for (Path root : new Path[] {revision, workspace}) {
            Files.writeString(Files.createDirectories(root.resolve("ci")).resolve("preBuild"), "#!/bin/sh\n");
            Files.createSymbolicLink(root.resolve(".deploy-hooks"), Path.of("ci"));
            Files.createSymbolicLink(root.resolve("linked"), Path.of("ci/preBuild"));
        }
        tree = new TrustedTree(new CheckedOutFiles(null, revision), "", "1 of main");
    }

    @AfterEach
    void close() throws Exception {
        tree.close();
    }

    @Test
    void aDirectoryOfHooksThatIsOneSaysWhatToDo() throws Exception {
        try (WorkspaceCopy copy =
                new WorkspaceCopy(new TrustedView(new FilePath(workspace.toFile())::act, tree), null)) {
            Loaded loaded = DefinitionLoader.load(Request.of(copy.root(), Map.of()));
            assertThat(loaded.errors())
                    .singleElement()
                    .asString()
                    .contains(".deploy-hooks: a link that leads nowhere")
                    .endsWith("make it a directory");
        }
    }

    @Test
    void aFileThatATextNamesAndTheTargetHasAsOneIsNotCalled() throws Exception {
        String why = " is a link in the trusted revision 1 of main, or behind one, which nobody can follow";
        assertThat(objection("sh linked")).startsWith("linked" + why);
        assertThat(objection("sh .deploy-hooks/preBuild")).startsWith(".deploy-hooks/preBuild" + why);
        Files.createSymbolicLink(revision.resolve("ci/again"), Path.of("preBuild"));
        Files.createSymbolicLink(workspace.resolve("ci/again"), Path.of("preBuild"));
        assertThat(objection("rsync ci/ host:")).startsWith("ci/again" + why);
        assertThat(objection("sh ci/preBuild; sh ../revision/ci/preBuild")).isNull();
        Files.writeString(workspace.resolve("built"), "");
        assertThat(objection("sh built"))
                .as("what nobody has committed was built")
                .isNull();
    }

    private String objection(String command) throws Exception {
        return new TrustedScripts(new FilePath(workspace.toFile()), tree)
                .objection(CalledFile.of(Script.command(command), null));
    }
}
