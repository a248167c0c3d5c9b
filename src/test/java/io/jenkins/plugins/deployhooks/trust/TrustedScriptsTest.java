package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a fork that texts call, however they are written. */
@Requirement("J")
class TrustedScriptsTest {
    @TempDir
    Path temp;

    private Revisions shop;

    @BeforeEach
    void make() throws Exception {
        shop = new Revisions(temp);
        for (String path : List.of("a/b/x.sh", "ci/my deploy.sh", "app/tools/y.sh", "ci/deploy.bat")) {
            shop.both(path, ":\n");
        }
        shop.both("ci/build.sh", "tools/y.sh\n");
        shop.both("tools/index.js", "");
        shop.both("src/index.js", "");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private void isCompared(String path, Script script) throws Exception {
        assertThat(shop.objection(script)).as("as in the target").isNull();
        Revisions.write(shop.workspace(), path, "stolen\n");
        assertThat(shop.objection(script)).startsWith(path + " is other than in the trusted revision 1 of main");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd a && cd b && ./x.sh",
                "cd -- a/b && ./x.sh",
                "cd -P a/b && ./x.sh",
                "cd \"$DIRECTORY\" && ./x.sh",
                "cd $A; sh B/X.SH"
            })
    void whereverTheTextIsByThen(String text) throws Exception {
        isCompared("a/b/x.sh", Script.command(text));
    }

    @Test
    void aNameWithABlank() throws Exception {
        isCompared("ci/my deploy.sh", Script.command("true && sh \"ci/my deploy.sh\""));
    }

    @Test
    void aScriptIsInTheDirectoryOfWhatCallsIt() throws Exception {
        Revisions.write(shop.revision(), "tools/y.sh", ":\n");
        Revisions.write(shop.workspace(), "tools/y.sh", ":\n");
        isCompared("app/tools/y.sh", Script.command("cd app && sh ../ci/build.sh"));
    }

    @Test
    void aPlainWordOfAScriptMayBeAFileBesideIt() throws Exception {
        shop.both("ci/all", "#!/bin/sh\ncd \"${0%/*}\"; sh step\n");
        shop.both("ci/step", ":\n");
        isCompared("ci/step", Script.command("true; sh ci/all"));
    }

    @Test
    void asItIsWrittenOnWindows() throws Exception {
        isCompared("ci/deploy.bat", Script.command("call ci\\deploy.bat"));
        Revisions.write(shop.workspace(), "ci/deploy.bat", ":\n");
        isCompared("ci/deploy.bat", Script.file("ci\\deploy.bat"));
        Revisions.write(shop.workspace(), "ci/deploy.bat", ":\n");
        Revisions.write(shop.workspace(), "ci\\deploy.bat", "stolen\n");
        assertThat(shop.objection(Script.file("ci\\deploy.bat")))
                .as("elsewhere it is the name of another file")
                .startsWith("ci\\deploy.bat is not in the trusted revision");
    }

    @Test
    void whatATextNamesInItsPlaceMayHaveNamesakes() throws Exception {
        Revisions.write(shop.workspace(), "src/index.js", "changed");
        assertThat(shop.objection(Script.command("node tools/index.js; true"))).isNull();
        assertThat(shop.objection(Script.command("cd $X && node index.js")))
                .as("which one of them nobody knows")
                .isNotNull();
    }
}
