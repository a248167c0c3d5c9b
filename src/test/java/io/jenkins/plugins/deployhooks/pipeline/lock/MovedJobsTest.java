package io.jenkins.plugins.deployhooks.pipeline.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.KeptName;
import io.jenkins.plugins.deployhooks.pipeline.course.DeploymentArguments;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jobs that are moved, renamed or deleted, and what their deployments leave behind then. */
@WithJenkins
class MovedJobsTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    @Requirement("S57")
    void aDeploymentGivesItsLockBackWhereItsJobWasMovedToAnotherFolder() throws Exception {
        Shop shop = new Shop(dir);
        MockFolder before = jenkins.createProject(MockFolder.class, "before");
        MockFolder after = jenkins.createProject(MockFolder.class, "after");
        WorkflowJob job = before.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(shop.deployment("holder"), true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        shop.await("in holder");
        LockName lock = new LockName(KeptName.of((ItemGroup<?>) before), "shop", "production");
        assertThat(new LockFiles().read(lock)).isNotNull();
        Items.move(job, after);
        shop.open("holder", "succeeded-holder");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        assertThat(new LockFiles().read(lock)).isNull();
    }

    @Test
    void aNameIsNotMadeForAJobThatIsGone() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        KeptName.of(job);
        job.delete();
        assertThatThrownBy(() -> KeptName.of(job)).isInstanceOf(IOException.class);
        assertThat(job.getRootDir()).doesNotExist();
    }

    @Test
    @Requirement({"S44", "S57"})
    void buildsOfOneNameAndNumberAreDifferentDeployments() throws Exception {
        FreeStyleProject one = jenkins.createFreeStyleProject("same");
        Run<?, ?> first = jenkins.buildAndAssertSuccess(one);
        String id = id(first);
        one.renameTo("renamed");
        assertThat(id(jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("same"))))
                .isNotEqualTo(id)
                .matches("jenkins-same-1-node-[0-9a-f]{12}");
    }

    private static String id(Run<?, ?> run) throws Exception {
        return new LiveDeployment(run, "node", new DeploymentArguments(), null).id();
    }

    @Test
    void aJobIsFoundByItsNameAgainAndAgainAfterMoves() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("found");
        String name = KeptName.of(job);
        for (String next : new String[] {"found-1", "found-2"}) {
            job.renameTo(next);
            assertThat((Item) KeptName.find(name)).isSameAs(job);
            assertThat((Item) KeptName.find(name)).isSameAs(job);
        }
        job.delete();
        assertThat((Item) KeptName.find(name)).isNull();
    }

    @Test
    void aJobIsFoundAlthoughTheNameOfAnotherOneCannotBeRead() throws Exception {
        FreeStyleProject other = jenkins.createFreeStyleProject("0-unreadable");
        Files.createDirectories(scope(other));
        FreeStyleProject job = jenkins.createFreeStyleProject("sought");
        assertThat((Item) KeptName.find(KeptName.of(job))).isSameAs(job);
        other.delete();
    }

    @Test
    @Requirement("S57")
    void jobsWhoseNamesWereLostInACrashHaveNotOneNameTogether() throws Exception {
        FreeStyleProject one = jenkins.createFreeStyleProject("lost-1");
        FreeStyleProject two = jenkins.createFreeStyleProject("lost-2");
        for (FreeStyleProject job : List.of(one, two)) {
            Files.createDirectories(scope(job).getParent());
            Files.writeString(scope(job), "");
        }
        String name = KeptName.of(one);
        assertThat(name).startsWith("lost-1 ").isNotEqualTo(KeptName.of(two));
        assertThat(KeptName.of(one)).isEqualTo(name);
        assertThat(scope(one)).hasContent(name);
    }

    private static Path scope(FreeStyleProject job) {
        return job.getRootDir().toPath().resolve("deploy-hooks/scope");
    }

    @Test
    @Requirement("S57")
    void whoWaitsInAListenerOfAnEndedBuildKeepsHisPlace() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("late");
        jenkins.buildAndAssertSuccess(job);
        jenkins.waitUntilNoActivity();
        assertThat(Objects.requireNonNull(Late.owner).deployment()).isEqualTo("first");
    }

    /** Deployments that begin when a build has its result. */
    @TestExtension
    public static final class Late extends RunListener<Run<?, ?>> {
        private static volatile LockOwner owner;

        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            if (!run.getParent().getName().equals("late")) {
                return;
            }
            LockName lock = new LockName("late", "shop", "production");
            DeployLocks locks = DeployLocks.get();
            try {
                locks.take(claim(lock, run, "holder", 1));
                locks.take(claim(lock, run, "first", 2));
                locks.release(lock, "holder");
                owner = locks.take(claim(lock, run, "second", 3));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Claim claim(LockName lock, Run<?, ?> run, String deployment, long since) {
            return new Claim(lock, run, new Claim.Nesting(deployment, Set.of()), since, () -> {});
        }
    }
}
