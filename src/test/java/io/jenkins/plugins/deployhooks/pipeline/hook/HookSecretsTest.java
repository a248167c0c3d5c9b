package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.pipeline.StoredSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class HookSecretsTest {
    @Test
    @Requirement("S8")
    void secretsAreMaskedInEveryFileOfTheBuild(JenkinsRule rule) throws Exception {
        StoredSecret.keep(rule);

        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) { deployHook(run: 'echo"
                        + " \"it is $TOKEN\"; echo \"T=$TOKEN\" >>\"$DEPLOY_OUTPUT\"; exit 7') } }");

        assertThat(rule.getLog(run)).contains("it is ****", "Exit code 7");
        assertThat(Builds.logs(run)).contains("it is ****");
        assertThat(filesWith(run.getRootDir().toPath())).isEmpty();
    }

    private static List<Path> filesWith(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(StoredSecret.TEXT))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
