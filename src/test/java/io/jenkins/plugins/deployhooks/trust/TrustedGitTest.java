package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Launcher;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchSource;
import jenkins.branch.DefaultBranchPropertyStrategy;
import jenkins.branch.NoTriggerBranchProperty;
import jenkins.plugins.git.GitBranchSCMHead;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSourceDescriptor;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A real repository, of which the git plugin's own source tells, and its files without a checkout as well. */
@WithJenkins
@Requirement("J")
class TrustedGitTest {
    /** Trusts the main branch alone with hooks. That of git trusts every branch; those of hosts are made from it as this one is. */
    public static final class Host extends GitSCMSource {
        Host(String remote) {
            super(remote);
            setTraits(List.of(new BranchDiscoveryTrait()));
        }

        @NonNull
        @Override
        public SCMRevision getTrustedRevision(@NonNull SCMRevision revision, @NonNull TaskListener listener)
                throws IOException, InterruptedException {
            return revision.getHead().getName().equals("main")
                    ? revision
                    : fetch(new GitBranchSCMHead("main"), listener);
        }

        /** Its description. */
        @TestExtension
        public static final class DescriptorImpl extends SCMSourceDescriptor {}
    }

    @TempDir
    private Path dir;

    private JenkinsRule jenkins;
    private WorkflowMultiBranchProject project;

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.c"));
        command.addAll(List.of(arguments));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status = new Launcher.LocalLauncher(TaskListener.NULL)
                .launch()
                .cmds(command)
                .pwd(repository().toFile())
                .stdout(output)
                .join();
        assertThat(status).as(output.toString(StandardCharsets.UTF_8)).isZero();
    }

    private Path repository() {
        return dir.resolve("shop");
    }

    private String leave(String line) {
        return "echo " + line + " >> " + dir.resolve("trail");
    }

    private void write(String path, String text) throws IOException {
        Revisions.write(repository(), path, text);
    }

    private void branch(String name, String path, String text) throws Exception {
        git("checkout", "-q", "-b", name, "main");
        write(path, text);
        git("add", ".");
        git("commit", "-q", "-m", name);
    }

    private WorkflowRun build(String branch, Result result, String... trail) throws Exception {
        Files.deleteIfExists(dir.resolve("trail"));
        WorkflowRun build = jenkins.buildAndAssertStatus(result, project.getItem(branch));
        assertThat(Files.exists(dir.resolve("trail")) ? Files.readAllLines(dir.resolve("trail")) : List.of())
                .as(branch)
                .containsExactly(trail);
        return build;
    }

    private void makeRepository() throws Exception {
        Files.createDirectories(repository());
        git("init", "-q", "-b", "main");
        write("Jenkinsfile", """
            node {
                checkout scm
                withDeployLifecycle { deployHooks('build') { sh ':' }; deployHooks('run') { sh ':' } }
            }
            """);
        write("deploy-hooks.yml", """
            version: 1
            hooks:
              preBuild: sh ci/lib.sh && cd ci && for each in parts.d/*; do sh $each; done
              preRun: %s
              runSucceeded: {name: notify, script: ci/notify.sh}
            """.formatted(leave("preRun")));
        write("ci/lib.sh", leave("lib"));
        write("ci/parts.d/10-first", leave("first"));
        write("ci/notify.sh", "#!/bin/sh\n" + leave("notify"));
        assertThat(repository().resolve("ci/notify.sh").toFile().setExecutable(true))
                .isTrue();
        git("add", ".");
        git("commit", "-q", "-m", "first");
        branch("hooks", "deploy-hooks.yml", "version: 1\nhooks: {preRun: " + leave("stolen") + "}\n");
        branch("script", "ci/notify.sh", "#!/bin/sh\n" + leave("stolen"));
        branch("text", "ci/lib.sh", leave("stolen"));
        branch("part", "ci/parts.d/20-second", leave("stolen"));
        git("gc", "-q");
    }

    @Test
    void hooksAndScriptsAreThoseOfTheTrustedBranch(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        makeRepository();
        project = rule.createProject(WorkflowMultiBranchProject.class, "shop");
        BranchSource source = new BranchSource(new Host(repository().toString()));
        source.setStrategy(new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()}));
        project.getSourcesList().add(source);
        project.scheduleBuild2(0).getFuture().get();

        build("main", Result.SUCCESS, "lib", "first", "preRun", "notify");
        rule.assertLogContains(
                "deploy-hooks.yml is other than in the trusted revision",
                build("hooks", Result.SUCCESS, "lib", "first", "preRun", "notify"));
        rule.assertLogContains(
                "runSucceeded/notify: ci/notify.sh is other than in the trusted revision",
                build("script", Result.FAILURE));
        rule.assertLogContains("preBuild: ci/lib.sh is other than", build("text", Result.FAILURE));
        rule.assertLogContains("preBuild: ci/parts.d/20-second is not in the trusted", build("part", Result.FAILURE));
    }
}
