package io.jenkins.plugins.deployhooks.pipeline.lock;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.pipeline.archive.Domain;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.KeptName;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadOrigin;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the lock is about: deployments in deployments, targets of one deployment, jobs that share names. */
@WithJenkins
@Requirement("S57")
class DeployLockScopeTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Shop shop;

    @BeforeAll
    static void remember(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(10);
    }

    @BeforeEach
    void openShop() {
        shop = new Shop(dir);
    }

    private static WorkflowRun start(String name, String script) throws Exception {
        return start(jenkins.createProject(WorkflowJob.class, name), script);
    }

    private static WorkflowRun start(WorkflowJob job, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static void ends(Result result, WorkflowRun build) throws Exception {
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
    }

    @Test
    void aDeploymentInsideOfOneOfTheSameIsRefusedAndOneOfAnotherIsNot() throws Exception {
        shop.open("inner", "succeeded-inner", "succeeded-outer");
        String inner = shop.deployment("inner", Shop.PRODUCTION, shop.body("inner"));
        WorkflowRun build = start("refused", "node { " + shop.deployment("outer", Shop.PRODUCTION, inner) + " }");
        ends(Result.FAILURE, build);
        jenkins.assertLogContains("stands inside of another one", build);
        assertThat(shop.lines()).doesNotContain("in inner");
        String other = inner.replace("production", "staging");
        ends(
                Result.SUCCESS,
                start(
                        "allowed",
                        "node { " + shop.deployment("outer", Shop.PRODUCTION, other + "; deployHooks 'preRun'")
                                + " }"));
        assertThat(shop.lines()).contains("out inner");
    }

    @Test
    void ofTwoThatWouldWaitForEachOtherOneIsRefused() throws Exception {
        String staging = Shop.PRODUCTION.replace("production", "staging");
        shop.open("succeeded-one", "succeeded-two", "succeeded-inner");
        WorkflowRun one = start("one", crossing("one", Shop.PRODUCTION, staging));
        WorkflowRun two = start("two", crossing("two", staging, Shop.PRODUCTION));
        shop.await("inside of one");
        shop.await("inside of two");
        ofTwoThatAskAtOnceOneIsRefused(inside(one, "staging"), inside(two, "production"));
        shop.open("go");
        Result first = jenkins.waitForCompletion(one).getResult();
        Result second = jenkins.waitForCompletion(two).getResult();
        assertThat(first).isNotEqualTo(second).isIn(Result.SUCCESS, Result.FAILURE);
        assertThat(second).isIn(Result.SUCCESS, Result.FAILURE);
        jenkins.assertLogContains("would wait for ever", first == Result.FAILURE ? one : two);
    }

    private static void ofTwoThatAskAtOnceOneIsRefused(Claim first, Claim second) throws Exception {
        DeployLocks locks = DeployLocks.get();
        assertThat(locks.take(first)).isNotNull();
        assertThat(locks.take(second)).isNotNull();
        assertThat(locks.isRefused(first)).isTrue();
        assertThat(locks.isRefused(second)).isFalse();
        locks.leave(second);
    }

    /** What a deployment in the first one of {@code build} would say that goes to {@code environment}. */
    private static Claim inside(WorkflowRun build, String environment) throws IOException {
        Target target = new Target("native", "shop", environment, null);
        String outer = build.getAction(DeployHooksAction.class)
                .getDeployments()
                .get(0)
                .report()
                .deployment()
                .id();
        return new Claim(
                new LockName(Domain.of(build.getParent(), target), "shop", environment),
                build,
                new Claim.Nesting("in " + outer, Set.of(outer)),
                System.currentTimeMillis(),
                () -> {});
    }

    private String crossing(String name, String outer, String inner) {
        String body = "sh '''" + shop.leave("inside of " + name) + "; " + shop.waitFor("go") + "'''\n";
        return "node { " + shop.deployment(name, outer, body + shop.deployment("inner", inner, "")) + " }";
    }

    @Test
    @Requirement("S55")
    void hooksRunOnceForParallelTargets() throws Exception {
        String targets =
                "parallel web: { " + "sh '" + shop.leave("web") + "' }, worker: { sh '" + shop.leave("worker") + "' }";
        ends(
                Result.SUCCESS,
                start(
                        "targets",
                        "node { withDeployLifecycle(app: 'shop', profile: 'platform-sh', hooks: [lifecycleHook(event:"
                                + " 'deploy', run: '''" + shop.leave("deploy") + "''')]) { deployHooks('run') { "
                                + targets
                                + " } } }"));
        assertThat(shop.lines())
                .containsExactlyInAnyOrder("web", "worker", "deploy")
                .endsWith("deploy");
    }

    /** Says of jobs whose names begin with a word that they are branches. */
    @TestExtension
    public static final class Branches extends SCMHead.HeadByItem {
        @Override
        public SCMHead getHead(Item item) {
            if (item.getName().startsWith("branch")) {
                return new SCMHead(item.getName());
            }
            return item.getName().startsWith("PR") ? new PullRequest(item.getName()) : null;
        }
    }

    private static final class PullRequest extends SCMHead implements ChangeRequestSCMHead {
        private static final long serialVersionUID = 1L;

        PullRequest(String name) {
            super(name);
        }

        @NonNull
        @Override
        public String getId() {
            return getName();
        }

        @NonNull
        @Override
        public SCMHead getTarget() {
            return new SCMHead("branch");
        }

        @NonNull
        @Override
        public SCMHeadOrigin getOrigin() {
            return getName().endsWith("fork") ? new SCMHeadOrigin.Fork("stranger") : SCMHeadOrigin.DEFAULT;
        }
    }

    @Test
    void namesMeanTheSameInAFolderAndAMultibranchProjectButNotInAFork() throws Exception {
        MockFolder folder = jenkins.createProject(MockFolder.class, "folder");
        WorkflowJob plain = folder.createProject(WorkflowJob.class, "plain");
        WorkflowJob branch = folder.createProject(WorkflowJob.class, "branch");
        WorkflowJob request = folder.createProject(WorkflowJob.class, "PR-1");
        WorkflowJob fork = folder.createProject(WorkflowJob.class, "PR-2-fork");
        Target shop = new Target("native", "shop", "default", null);
        Target production = new Target("native", null, "production", null);
        String project = KeptName.of(folder);
        assertThat(project).startsWith("folder ");
        assertThat(Domain.of(plain, shop)).isEqualTo(project);
        assertThat(Domain.of(plain, production)).isEqualTo(KeptName.of(plain)).startsWith("folder/plain ");
        assertThat(Domain.of(branch, production)).isEqualTo(project);
        assertThat(Domain.of(branch, shop)).isEqualTo(project);
        assertThat(Domain.of(branch, new Target("native", null, "default", null)))
                .as("nobody said that all branches go to one place")
                .isEqualTo(KeptName.of(branch))
                .isNotEqualTo(project);
        assertThat(Domain.of(request, shop)).isEqualTo(project);
        assertThat(Domain.of(fork, shop)).isEqualTo(KeptName.of(fork)).isNotEqualTo(project);
        assertThat(Domain.of(jenkins.createProject(WorkflowJob.class, "top"), shop))
                .isEqualTo(KeptName.of(jenkins.jenkins))
                .isNotEqualTo(project);
    }

    @Test
    @Requirement("S42")
    void branchesShareTheirCacheDirectoryAndAForkHasAnother() throws Exception {
        MockFolder folder = jenkins.createProject(MockFolder.class, "shared");
        for (String name : List.of("branch-one", "branch-two", "PR-1", "alone")) {
            WorkflowRun build = start(
                    folder.createProject(WorkflowJob.class, name),
                    "node { withDeployLifecycle(profile: 'platform-sh', cache: false, hooks: [lifecycleHook(event: 'build',"
                            + " run: '''" + shop.leave(name + ": $(ls \"$PLATFORM_CACHE_DIR\" | tr '\\\\n' ' ')")
                            + "; touch \"$PLATFORM_CACHE_DIR/" + name + "\"''')]) { deployHooks('build') { } } }");
            ends(Result.SUCCESS, build);
        }
        assertThat(shop.lines())
                .containsExactly("branch-one: ", "branch-two: branch-one ", "PR-1: branch-one branch-two ", "alone: ");
        WorkflowJob fork = folder.createProject(WorkflowJob.class, "PR-2-fork");
        assertThat(Domain.names(fork, new Target("platform-sh", "shop", "default", null))
                        .project())
                .isEqualTo(KeptName.of(fork));
    }

    @Test
    void aLockIsHeldWhereTheJobOrItsFolderIsRenamedMeanwhile() throws Exception {
        MockFolder folder = jenkins.createProject(MockFolder.class, "moving");
        for (String arguments : List.of(Shop.PRODUCTION, "environment: 'staging'")) {
            String first = "first" + arguments.length();
            String second = "second" + arguments.length();
            shop.open("succeeded-" + first, "succeeded-" + second);
            WorkflowJob job = folder.createProject(WorkflowJob.class, "job" + arguments.length());
            WorkflowRun one = start(job, "node { " + shop.deployment(first, arguments, shop.body(first)) + " }");
            shop.await("in " + first);
            job.renameTo("renamed" + arguments.length());
            folder.renameTo("moved" + arguments.length());
            WorkflowRun two = start(job, "node { " + shop.deployment(second, arguments, shop.body(second)) + " }");
            jenkins.waitForMessage("[deploy-hooks] Waiting for ", two);
            shop.open(first, second);
            ends(Result.SUCCESS, one);
            ends(Result.SUCCESS, two);
        }
        assertThat(shop.lines()).doesNotContain(Shop.OVERLAP);
    }
}
