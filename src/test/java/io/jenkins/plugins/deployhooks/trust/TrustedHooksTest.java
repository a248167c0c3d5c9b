package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever opens a pull request from a fork says nothing of the hooks that run with what the target's job has. */
@WithJenkins
@Requirement("J")
class TrustedHooksTest {
    @TempDir
    private static Path dir;

    private static JenkinsRule jenkins;
    private static ForkedShop shop;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        shop = new ForkedShop(rule, dir);
        shop.master("Jenkinsfile", """
            node {
                deleteDir()
                checkout scm
                sh 'chmod +x ci/* .deploy-hooks/* app/ci/* || true'
                withDeployLifecycle {
                    deployHooks('build') { sh 'test ! -e spoil || cp spoil ci/notify.sh' }
                    deployHooks('run') { sh 'true' }
                }
            }
            """);
        shop.master("deploy-hooks.yml", """
            version: 1
            hooks:
              postBuild: {name: tool, run: ci/tool.sh once, dir: app}
              preRun: %s
              runSucceeded: {name: notify, script: ci/notify.sh}
              cleanup: ./ci/clean.sh now
            """.formatted(leave("preRun")));
        shop.master("ci/notify.sh", "#!/bin/sh\n" + leave("notify"));
        shop.master("ci/clean.sh", "#!/bin/sh\n" + leave("clean"));
        shop.master("ci/tool.sh", "#!/bin/sh\n:\n");
        shop.master("app/readme", "");
        shop.fork(4);
        shop.git().openChangeRequest("shop", "master");
        String stolen = "version: 1\nhooks: {preRun: " + leave("stolen") + "}\n";
        shop.request(1, "deploy-hooks.yml", stolen);
        shop.request(1, ".deploy-hooks/postBuild", "#!/bin/sh\n" + leave("stolen"));
        shop.request(1, "Jenkinsfile", "node { sh '''" + leave("stolen") + "''' }");
        shop.request(2, "ci/notify.sh", "#!/bin/sh\n" + leave("stolen"));
        shop.request(2, "ci/clean.sh", "#!/bin/sh\n" + leave("stolen"));
        // Looked for before the one of the root.
        shop.request(2, "app/ci/tool.sh", "#!/bin/sh\n" + leave("stolen"));
        shop.request(3, "spoil", "#!/bin/sh\n" + leave("stolen"));
        shop.git().rmFile("shop", "change-request/4", "other", "deploy-hooks.yml");
        shop.request(4, "deploy-hooks.yaml", stolen);
        shop.request(4, ".platform.app.yaml", "hooks: {deploy: '" + leave("stolen") + "'}\n");
        shop.request(5, "deploy-hooks.yml", "version: 1\nhooks: {preRun: " + leave("of a colleague") + "}\n");
        shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void forget() {
        DeployHooksConfiguration.get().setRepositoryHooks(null);
    }

    private static String leave(String line) {
        return shop.leave(line);
    }

    private static List<String> trail() throws IOException {
        return shop.trail();
    }

    private static WorkflowRun build(String name, Result result) throws Exception {
        return shop.build(name, result);
    }

    @Test
    void hooksOfAForkAreThoseOfItsTarget() throws Exception {
        WorkflowRun build = build("CR-1", Result.SUCCESS);
        assertThat(trail()).containsExactly("preRun", "notify", "clean");
        jenkins.assertLogContains("warning: deploy-hooks.yml is other than in the trusted revision", build);
        jenkins.assertLogContains("warning: .deploy-hooks is other than in the trusted revision", build);
        assertThat(Files.readString(build.getRootDir().toPath().resolve("deploy-hooks.json")))
                .contains("deploy-hooks.yml is other than in the trusted revision");
        build("CR-4", Result.SUCCESS);
        assertThat(trail()).containsExactly("preRun", "notify", "clean");
    }

    @Test
    void scriptsOfAForkAreNotStarted() throws Exception {
        WorkflowRun build = build("CR-2", Result.FAILURE);
        assertThat(trail()).isEmpty();
        jenkins.assertLogContains("scripts of hooks are not trusted, so nothing was run", build);
        jenkins.assertLogContains("runSucceeded/notify: ci/notify.sh is other than in the trusted revision", build);
        jenkins.assertLogContains("cleanup: ./ci/clean.sh is other than in the trusted revision", build);
        jenkins.assertLogContains("postBuild/tool: app/ci/tool.sh is not in the trusted revision", build);
    }

    @Test
    void aScriptThatTheBuildHasReplacedIsNotStarted() throws Exception {
        WorkflowRun build = build("CR-3", Result.SUCCESS);
        assertThat(trail()).containsExactly("preRun", "clean");
        jenkins.assertLogContains("ci/notify.sh is other than in the trusted revision", build);
    }

    @Test
    void whoIsTrustedSaysWhatHooksAre() throws Exception {
        build("master", Result.SUCCESS);
        assertThat(trail()).containsExactly("preRun", "notify", "clean");
        build("CR-5", Result.SUCCESS);
        assertThat(trail()).containsExactly("of a colleague");
    }

    @Test
    void anAdministratorMayTrustEverybody() throws Exception {
        DeployHooksConfiguration.get().setRepositoryHooks("all");
        build("CR-4", Result.SUCCESS);
        assertThat(trail()).containsExactly("stolen");
        build("CR-3", Result.SUCCESS);
        assertThat(trail()).containsExactly("preRun", "stolen", "clean");
    }
}
