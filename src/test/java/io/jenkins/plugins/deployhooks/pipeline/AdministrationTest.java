package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.config.AdministratorHook;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an administrator says holds for Pipelines. */
@WithJenkins
@Requirement("J")
class AdministrationTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
        configuration().setMaximumTimeout(null);
        configuration().setRepositoryHooks(null);
        configuration().setLogMegabytes(null);
        configuration().setHooks(null);
    }

    private static DeployHooksConfiguration configuration() {
        return DeployHooksConfiguration.get();
    }

    private WorkflowRun build(Result result, String before, String arguments) throws Exception {
        String script = "node { " + before + "withDeployLifecycle(" + arguments + ") { " + trail.phases() + " } }";
        return jenkins.buildAndAssertStatus(result, Trail.job(jenkins, script));
    }

    @Test
    @Requirement("X12")
    void noHookTakesLongerThanTheMaximum() throws Exception {
        configuration().setMaximumTimeout("2s");
        String hook = "hooks: [lifecycleHook(event: 'preRun', run: 'sleep 600', timeout: 'none')]";
        WorkflowRun build = build(Result.FAILURE, "", hook);
        jenkins.assertLogContains("time-out none is cut to the administrator's maximum 2s", build);
        assertThat(trail.lines()).containsExactly("build");
        WorkflowRun alone = jenkins.buildAndAssertStatus(
                Result.FAILURE, Trail.job(jenkins, "node { deployHook(run: 'sleep 600') }"));
        jenkins.assertLogContains("timed out", alone);
    }

    @Test
    void aHookOfTheAdministratorRunsInEveryDeploymentWhateverItSays() throws Exception {
        AdministratorHook audit = new AdministratorHook("preRun", "audit", trail.leave("audit"));
        AdministratorHook told = new AdministratorHook("runSucceeded", "told", trail.leave("told"));
        told.setPosition("after");
        configuration().setHooks(List.of(audit, told));
        WorkflowRun build =
                build(Result.SUCCESS, "env.DEPLOY_SKIP_HOOKS = 'preRun'\n" + trail.definition(), "profile: 'native'");
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "audit", "run", "runSucceeded", "told", "cleanup");
        jenkins.assertLogContains("preRun/audit (administrator's hook audit)", build);
        jenkins.assertLogContains("skipped: skip names preRun", build);
    }

    @Test
    void hooksOfTheRepositoryAreRefusedAndThoseOfTheJobRun() throws Exception {
        configuration().setRepositoryHooks("none");
        WorkflowRun refused = build(Result.FAILURE, trail.definition(), "");
        jenkins.assertLogContains("has 6 problems, so nothing was run", refused);
        jenkins.assertLogContains(
                "deploy-hooks.yml:3:3: hooks of the event preBuild, the administrator allows no hooks from the"
                        + " repository",
                refused);
        assertThat(trail.lines()).isEmpty();
        build(
                Result.SUCCESS,
                "writeFile file: 'deploy-hooks.yml', text: 'version: 1'\n",
                "hooks: [lifecycleHook(event: 'preRun', run: '''" + trail.leave("preRun") + "''')]");
        assertThat(trail.lines()).containsExactly("build", "preRun", "run");
    }

    @Test
    @Requirement("S61")
    void aLogThatIsTooLongIsCutAndTheHookGoesOn() throws Exception {
        configuration().setLogMegabytes(1L);
        String hook =
                "hooks: [lifecycleHook(event: 'preRun', onFailure: 'warn', run: '''yes 0123456789 | head -c 4000000; "
                        + trail.leave("end") + "; echo the last line; exit 3''')]";
        WorkflowRun build = build(Result.SUCCESS, "", hook);
        assertThat(trail.lines()).containsExactly("build", "end", "run");
        jenkins.assertLogContains("Its log is cut: the administrator allows 1,000,000 bytes. The hook went on.", build);
        assertThat(build.getLogText().length()).isBetween(1_000_000L, 1_100_000L);
        Path log;
        try (Stream<Path> logs = Files.walk(build.getRootDir().toPath().resolve("deploy-hooks"))) {
            log = logs.filter(path -> path.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(Files.size(log)).isBetween(1_000_000L, 1_001_000L);
        assertThat(Files.readString(log)).endsWith("The hook went on.\n");
        assertThat(Files.readString(build.getRootDir().toPath().resolve("deploy-hooks.json")))
                .contains("Its log is cut", "the last line");
    }
}
