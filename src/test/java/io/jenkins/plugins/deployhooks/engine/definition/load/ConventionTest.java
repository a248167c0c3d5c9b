package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks in the directory .deploy-hooks. */
class ConventionTest {
    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    @Test
    void aFileIsTheHookOfItsEvent() {
        repository.executable(".deploy-hooks/preBuild");
        assertThat(repository.valid().events().get("preBuild").hooks())
                .singleElement()
                .satisfies(hook -> assertThat(hook.script()).isEqualTo(Script.file(".deploy-hooks/preBuild")))
                .satisfies(hook -> assertThat(hook.name()).isEqualTo("preBuild"));
    }

    @Test
    void filesOfADirectoryComeInTheOrderOfTheirNumbers() {
        repository
                .executable(".deploy-hooks/postBuild.d/10-ten.sh")
                .executable(".deploy-hooks/postBuild.d/2-two")
                .executable(".deploy-hooks/postBuild.d/2-a");
        assertThat(repository.valid().events().get("postBuild").hooks())
                .extracting(Hook::name)
                .containsExactly("a", "two", "ten");
    }

    @Test
    @Requirement({"S7"})
    void aFileThatIsNotExecutableIsAProblem() {
        repository.file(".deploy-hooks/preBuild", "#!/bin/sh\n");
        assertThat(repository.problems())
                .containsExactly(
                        ".deploy-hooks/preBuild: the script '.deploy-hooks/preBuild' is not executable, it is started"
                                + " by its path, run chmod +x .deploy-hooks/preBuild and git update-index --chmod=+x"
                                + " .deploy-hooks/preBuild, or name the shell that reads it, such as bash");
    }

    @Test
    @Requirement({"S4"})
    void aFileOfAnUnknownEventIsAProblem() {
        repository.executable(".deploy-hooks/preBuild.sh").executable(".deploy-hooks/post_build.d/10-x");
        assertThat(repository.problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith(".deploy-hooks/preBuild.sh: unknown event")
                        .endsWith("did you mean preBuild?"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith(".deploy-hooks/post_build.d/10-x: unknown event")
                        .endsWith("did you mean postBuild?"));
    }

    @Test
    void readmeAndHiddenFilesAreLeftAlone() {
        repository.file(".deploy-hooks/README.md", "x").file(".deploy-hooks/.gitkeep", "");
        assertThat(repository.valid().events()).isEmpty();
    }

    @Test
    void aFileAndADirectoryOfOneEventAreAProblem() {
        repository.executable(".deploy-hooks/preRun").executable(".deploy-hooks/preRun.d/10-x");
        assertThat(repository.problems())
                .containsExactly(
                        ".deploy-hooks/preRun.d: the event 'preRun' a second time, .deploy-hooks/preRun has hooks of"
                                + " this event already, move the file into the directory");
    }

    @Test
    void filesWithoutNumbersAndOtherDirectoriesAreProblems() {
        repository.executable(".deploy-hooks/preRun.d/x").executable(".deploy-hooks/preBuild/10-x");
        assertThat(repository.problems())
                .containsExactly(
                        ".deploy-hooks/preBuild: a directory, directories here end with .d, did you mean preBuild.d?",
                        ".deploy-hooks/preRun.d/x: a file without a number, hooks here are called NN-name, did you"
                                + " mean 10-x?");
    }

    @Test
    void aLinkOutOfTheRepositoryIsRefused(@TempDir Path outside) throws IOException {
        new TestRepository(outside).executable("preBuild");
        Files.createSymbolicLink(root.resolve(".deploy-hooks"), outside);
        assertThat(repository.problems())
                .containsExactly(".deploy-hooks: a link to a directory outside of the repository");
    }

    @Test
    void aLinkThatLeadsNowhereSaysWhatToDo() throws IOException {
        Files.createSymbolicLink(root.resolve(".deploy-hooks"), root.resolve("ci"));
        assertThat(repository.problems())
                .containsExactly(
                        ".deploy-hooks: a link that leads nowhere, links of a trusted revision are not followed,"
                                + " since nobody has checked it out, make it a directory");
    }

    @Test
    void aFileInsteadOfTheDirectoryIsAProblem() {
        repository.file(".deploy-hooks", "x");
        assertThat(repository.problems()).singleElement().asString().startsWith(".deploy-hooks: not a directory");
    }
}
