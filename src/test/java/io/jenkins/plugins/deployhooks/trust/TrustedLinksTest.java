package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceCopy;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private Revisions shop;

    @BeforeEach
    void make() throws Exception {
        shop = new Revisions(temp);
        shop.both("ci/preBuild", "#!/bin/sh\n");
        for (Path root : List.of(shop.revision(), shop.workspace())) {
            Files.createSymbolicLink(root.resolve(".deploy-hooks"), Path.of("ci"));
            Files.createSymbolicLink(root.resolve("linked"), Path.of("ci/preBuild"));
        }
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void aDirectoryOfHooksThatIsOneSaysWhatToDo() throws Exception {
        try (WorkspaceCopy copy =
                new WorkspaceCopy(new TrustedView(new FilePath(shop.workspace().toFile())::act, shop.tree()), null)) {
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
        assertThat(shop.objection("sh linked")).startsWith("linked" + why);
        assertThat(shop.objection("sh .deploy-hooks/preBuild")).startsWith(".deploy-hooks/preBuild" + why);
        Files.createSymbolicLink(shop.revision().resolve("ci/again"), Path.of("preBuild"));
        Files.createSymbolicLink(shop.workspace().resolve("ci/again"), Path.of("preBuild"));
        assertThat(shop.objection("rsync ci/ host:")).startsWith("ci/again" + why);
        assertThat(shop.objection("sh ci/preBuild; sh ../revision/ci/preBuild")).isNull();
        Files.writeString(shop.workspace().resolve("built"), "");
        assertThat(shop.objection("sh built"))
                .as("what nobody has committed was built")
                .isNull();
    }
}
