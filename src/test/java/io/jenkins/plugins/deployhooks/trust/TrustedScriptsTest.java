package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import java.nio.file.Files;
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

    private Path revision;
    private Path workspace;
    private TrustedTree tree;

    @BeforeEach
    void make() throws Exception {
        revision = Files.createDirectory(temp.resolve("revision"));
        workspace = Files.createDirectory(temp.resolve("workspace"));
        tree = new TrustedTree(new CheckedOutFiles(null, revision), "", "1 of main");
        for (String path : List.of("a/b/x.sh", "ci/my deploy.sh", "app/tools/y.sh", "ci/deploy.bat")) {
            both(path, ":\n");
        }
        both("ci/build.sh", "tools/y.sh\n");
        both("tools/index.js", "");
        both("src/index.js", "");
    }

    @AfterEach
    void close() throws Exception {
        tree.close();
    }

    private void both(String path, String text) throws Exception {
        write(revision, path, text);
        write(workspace, path, text);
    }

    private static void write(Path root, String path, String text) throws Exception {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String objection(Script script) throws Exception {
        return new TrustedScripts(new FilePath(workspace.toFile()), tree).objection(CalledFile.of(script, null));
    }

    private void isCompared(String path, Script script) throws Exception {
        assertThat(objection(script)).as("as in the target").isNull();
        write(workspace, path, "stolen\n");
        assertThat(objection(script)).startsWith(path + " is other than in the trusted revision 1 of main");
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
        write(revision, "tools/y.sh", ":\n");
        write(workspace, "tools/y.sh", ":\n");
        isCompared("app/tools/y.sh", Script.command("cd app && sh ../ci/build.sh"));
    }

    @Test
    void asItIsWrittenOnWindows() throws Exception {
        isCompared("ci/deploy.bat", Script.command("call ci\\deploy.bat"));
        write(workspace, "ci/deploy.bat", ":\n");
        isCompared("ci/deploy.bat", Script.file("ci\\deploy.bat"));
        write(workspace, "ci/deploy.bat", ":\n");
        write(workspace, "ci\\deploy.bat", "stolen\n");
        assertThat(objection(Script.file("ci\\deploy.bat")))
                .as("elsewhere it is the name of another file")
                .startsWith("ci\\deploy.bat is not in the trusted revision");
    }

    @Test
    void whatATextNamesInItsPlaceMayHaveNamesakes() throws Exception {
        write(workspace, "src/index.js", "changed");
        assertThat(objection(Script.command("node tools/index.js; true"))).isNull();
        assertThat(objection(Script.command("cd $X && node index.js")))
                .as("which one of them nobody knows")
                .isNotNull();
    }
}
