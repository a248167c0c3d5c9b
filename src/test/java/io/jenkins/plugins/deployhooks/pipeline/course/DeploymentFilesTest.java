package io.jenkins.plugins.deployhooks.pipeline.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.pipeline.archive.ArchiveChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays of deployments in the directory of an ended build. */
@Requirement("S8")
class DeploymentFilesTest {
    private static final String COMMAND = "curl -H s3cr3t";

    @TempDir
    private Path build;

    private static Path plan(Path build, String name) {
        return build.resolve("deploy-hooks").resolve(name).resolve("plan.json");
    }

    private static DeploymentFiles deployment(Path build, String name) throws IOException {
        Definitions definitions = Definitions.oneHookEach()
                .change(
                        "preRun",
                        hook -> new Hook(hook.name(), Script.command(COMMAND), hook.settings(), hook.surroundings()));
        DeploymentFiles files = new DeploymentFiles(build, name);
        files.write(
                definitions.definition(),
                new ArchiveChoice.Planned(definitions.plan(), null, new Facts.Source(null, null, null)));
        assertThat(plan(build, name)).content().contains(COMMAND);
        return files;
    }

    @Test
    void onePlanThatCannotBeReadKeepsNoOtherCommands() throws Exception {
        // In whichever order the disk tells them.
        for (String[] names : new String[][] {{"1", "2"}, {"2", "1"}}) {
            Path ended = build.resolve(names[0]);
            deployment(ended, names[0]);
            deployment(ended, names[1]);
            Files.writeString(plan(ended, names[1]), "{}");
            assertThatThrownBy(() -> DeploymentFiles.forgetCommandsOf(ended)).isInstanceOf(IOException.class);
            assertThat(plan(ended, names[0])).content().doesNotContain(COMMAND);
        }
    }

    @Test
    void onePlanThatHasLostAStepKeepsNoOtherCommands() throws Exception {
        for (String[] names : new String[][] {{"1", "2"}, {"2", "1"}}) {
            Path ended = build.resolve(names[0]);
            deployment(ended, names[0]);
            deployment(ended, names[1]);
            String text = Files.readString(plan(ended, names[1]));
            String lost = text.replaceFirst("(\"steps\"\\s*:\\s*\\[)", "$1null,");
            assertThat(lost).isNotEqualTo(text);
            Files.writeString(plan(ended, names[1]), lost);
            assertThatThrownBy(() -> DeploymentFiles.forgetCommandsOf(ended)).isInstanceOf(IOException.class);
            assertThat(plan(ended, names[0])).content().doesNotContain(COMMAND);
        }
    }

    @Test
    void whatIsForgottenIsNotWrittenAgain() throws Exception {
        deployment(build, "1").forgetCommands();
        Object file = key();
        DeploymentFiles.forgetCommandsOf(build);
        assertThat(key()).as("a file written anew is another one").isEqualTo(file);
    }

    private Object key() throws IOException {
        return Files.readAttributes(plan(build, "1"), BasicFileAttributes.class).fileKey();
    }

    @Test
    void whatACrashHasLeftOfAPlanGoesToo() throws Exception {
        deployment(build, "1");
        Path half = plan(build, "1").resolveSibling(".deploy-hooks-0123.tmp");
        Files.writeString(half, COMMAND);
        DeploymentFiles.forgetCommandsOf(build);
        assertThat(half).doesNotExist();
        assertThat(plan(build, "1")).content().doesNotContain(COMMAND);
    }
}
