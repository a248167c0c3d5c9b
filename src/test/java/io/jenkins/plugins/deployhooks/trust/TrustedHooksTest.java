package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchSource;
import jenkins.branch.DefaultBranchPropertyStrategy;
import jenkins.branch.NoTriggerBranchProperty;
import jenkins.scm.impl.mock.MockChangeRequestFlags;
import jenkins.scm.impl.mock.MockRepositoryFlags;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMDiscoverChangeRequests;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever opens a pull request from a fork says nothing of the hooks that run with what the target's job has. */
@WithJenkins
@Requirement("J")
class TrustedHooksTest {
    private static final String EVIL = "change-request/";

    /** Found by Jenkins only here. */
    @TestExtension
    public static final class FilesOfRevisions extends CheckedOutFiles.Builder {}

    @TempDir
    private static Path dir;

    private static JenkinsRule jenkins;
    private static MockSCMController git;
    private static WorkflowMultiBranchProject project;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        git = MockSCMController.create();
        git.createRepository("shop", MockRepositoryFlags.FORKABLE, MockRepositoryFlags.TRUST_AWARE);
        add("master", "Jenkinsfile", """
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
        add("master", "deploy-hooks.yml", """
            version: 1
            hooks:
              postBuild: {name: tool, run: ci/tool.sh once, dir: app}
              preRun: %s
              runSucceeded: {name: notify, script: ci/notify.sh}
              cleanup: ./ci/clean.sh now
            """.formatted(leave("preRun")));
        add("master", "ci/notify.sh", "#!/bin/sh\n" + leave("notify"));
        add("master", "ci/clean.sh", "#!/bin/sh\n" + leave("clean"));
        add("master", "ci/tool.sh", "#!/bin/sh\n:\n");
        add("master", "app/readme", "");
        // The names of jobs are numbers in this order.
        for (int i = 0; i < 4; i++) {
            git.openChangeRequest("shop", "master", MockChangeRequestFlags.FORK, MockChangeRequestFlags.UNTRUSTED);
        }
        git.openChangeRequest("shop", "master");
        String stolen = "version: 1\nhooks: {preRun: " + leave("stolen") + "}\n";
        add(EVIL + 1, "deploy-hooks.yml", stolen);
        add(EVIL + 1, ".deploy-hooks/postBuild", "#!/bin/sh\n" + leave("stolen"));
        add(EVIL + 1, "Jenkinsfile", "node { sh '''" + leave("stolen") + "''' }");
        add(EVIL + 2, "ci/notify.sh", "#!/bin/sh\n" + leave("stolen"));
        add(EVIL + 2, "ci/clean.sh", "#!/bin/sh\n" + leave("stolen"));
        // Looked for before the one of the root.
        add(EVIL + 2, "app/ci/tool.sh", "#!/bin/sh\n" + leave("stolen"));
        add(EVIL + 3, "spoil", "#!/bin/sh\n" + leave("stolen"));
        git.rmFile("shop", EVIL + 4, "other", "deploy-hooks.yml");
        add(EVIL + 4, "deploy-hooks.yaml", stolen);
        add(EVIL + 4, ".platform.app.yaml", "hooks: {deploy: '" + leave("stolen") + "'}\n");
        add(EVIL + 5, "deploy-hooks.yml", "version: 1\nhooks: {preRun: " + leave("of a colleague") + "}\n");
        project = rule.createProject(WorkflowMultiBranchProject.class, "shop");
        BranchSource source = new BranchSource(
                new MockSCMSource(git, "shop", new MockSCMDiscoverBranches(), new MockSCMDiscoverChangeRequests()));
        source.setStrategy(new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()}));
        project.getSourcesList().add(source);
        project.scheduleBuild2(0).getFuture().get();
    }

    @AfterAll
    static void close() {
        git.close();
    }

    @AfterEach
    void forget() {
        DeployHooksConfiguration.get().setRepositoryHooks(null);
    }

    private static void add(String branch, String path, String text) throws IOException {
        git.addFile("shop", branch, "change " + path, path, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String leave(String line) {
        return "echo " + line + " >> " + dir.resolve("trail");
    }

    private static List<String> trail() throws IOException {
        try {
            List<String> lines = Files.readAllLines(dir.resolve("trail"));
            Files.delete(dir.resolve("trail"));
            return lines;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static WorkflowRun build(String name, Result result) throws Exception {
        WorkflowJob job = project.getItem(name);
        assertThat(job).as(name).isNotNull();
        return jenkins.buildAndAssertStatus(result, job);
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
