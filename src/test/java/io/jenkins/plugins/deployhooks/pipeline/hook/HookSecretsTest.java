package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class HookSecretsTest {
    private static final String SECRET = "s3cr3t-that-nobody-may-see";

    @Test
    @Requirement("S8")
    void secretsAreMaskedInEveryFileOfTheBuild(JenkinsRule rule) throws Exception {
        CredentialsProvider.lookupStores(rule.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(SECRET)));

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
                    .filter(file -> read(file).contains(SECRET))
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
