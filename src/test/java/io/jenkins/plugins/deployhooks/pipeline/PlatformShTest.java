package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Files of Platform.sh and Upsun in a Pipeline, and what they say of the app while it runs. */
@WithJenkins
class PlatformShTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    private static String write(String file, String text) {
        return "writeFile file: '" + file + "', text: '''" + text + "'''\n";
    }

    /** A Pipeline of {@code files} and a deployment with {@code arguments}. */
    private WorkflowJob job(String files, String arguments) throws Exception {
        return Trail.job(
                jenkins,
                "node { withEnv(['DB_PASSWORD=secret', 'BRANCH_NAME=topic']) { " + files + "withDeployLifecycle("
                        + arguments + ") { " + trail.phases() + " } } }");
    }

    private static Report report(WorkflowRun build) {
        return build.getAction(DeployHooksAction.class).getDeployments().get(0).report();
    }

    private String hook(String line, String more) {
        return "|\n        " + trail.leave(line) + "\n        " + more + "\n";
    }

    @Test
    @Requirement({"U", "S35", "S36", "S40", "S41"})
    void anAppOfSeveralIsDeployedWithItsMountsServicesAndWorkers() throws Exception {
        String files = write(
                        ".upsun/config.yaml",
                        "applications:\n  api: {hooks: {build: 'exit 1'}}\n  web:\n    source: {root: client}\n"
                                + "    variables: {env: {MODE: web}}\n    mounts: {uploads: {source: storage}}\n"
                                + "    workers: {queue: {variables: {env: {MODE: queue}}}}\n"
                                + "    hooks:\n      build: !include {type: string, path: build.sh}\n"
                                + "      deploy: "
                                + hook(
                                        "deploy $MODE $DB_HOST $DB_PASSWORD $(ls uploads)",
                                        "touch uploads/of-$BUILD_NUMBER"))
                + write(
                        "client/build.sh",
                        trail.leave("build hook in ${PWD##*/} $MODE:$DB_HOST:$DB_PASSWORD: $(ls)") + "\n")
                + write(
                        "deploy-hooks.yml",
                        "version: 1\nprofile: platform-sh\nservices: {db: {env: {DB_HOST: db.internal}, credentials:"
                                + " DB_PASSWORD}}\n");
        WorkflowJob job = job(files, "app: 'web', cache: false");
        jenkins.buildAndAssertSuccess(job);
        // What was written into a mount belongs to the app, whatever its job is called.
        job.renameTo("renamed");
        jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines())
                .containsExactly(
                        "build",
                        "build hook in client web::: build.sh",
                        "run",
                        "deploy web db.internal secret ",
                        "build",
                        "build hook in client web::: build.sh",
                        "run",
                        "deploy web db.internal secret of-1");
        WorkflowRun worker = jenkins.buildAndAssertSuccess(job(files, "app: 'web', instance: 'queue', cache: false"));
        assertThat(trail.lines()).hasSize(11).endsWith("run");
        assertThat(report(worker).events())
                .flatExtracting(Report.EventReport::hooks)
                .filteredOn(hook -> hook.id().equals("deploy"))
                .extracting(StepReport::reason)
                .containsExactly("instance is queue, and deploy is of web alone");
    }

    @Test
    @Requirement({"S34", "S36", "S40", "U"})
    void aWorkerInTheSameBuildStartsFromTheArchiveOfWeb() throws Exception {
        String files = write(
                        ".platform.app.yaml",
                        "name: shop\n"
                                + "workers: {queue: {mounts: {var: {source: local}}, variables: {env: {MODE: queue}}}}\n"
                                + "hooks:\n"
                                + "     "
                                + " build:"
                                + " " + hook("build hook", "mkdir out; touch out/built")
                                + "      deploy: " + hook("deploy $ROLE", ":"))
                + write(".environment", "ROLE=serves-$PLATFORM_ENVIRONMENT\n");
        String run = "deployHooks('run') { sh '''" + trail.leave("run ${MODE-web} $(ls out)") + "''' }";
        String program =
                "node { deleteDir()\n" + files + "withDeployLifecycle(app: 'shop', environment: 'production') {"
                        + " deployHooks('build') { " + trail.body("build") + " }\n" + run + " } }\n"
                        + "node { ws('elsewhere') { deleteDir()\n" + files
                        + "withDeployLifecycle(app: 'shop', environment: 'production', instance: 'queue') {"
                        + " deployHooks('build') { " + trail.body("build of worker") + " }\n" + run + " } } }";
        WorkflowJob job = Trail.job(jenkins, "withEnv(['GIT_COMMIT=" + "1".repeat(40) + "']) { " + program + " }");
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines())
                .containsExactly("build", "build hook", "run web built", "deploy serves-production", "run queue built");
        DeployHooksAction action = build.getAction(DeployHooksAction.class);
        assertThat(action.getDeployments().get(1).report().deployment().kind()).isEqualTo("from-cache");
        jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines()).as("nothing has changed for either").hasSize(5);
    }

    private String part(String directory, String arguments) {
        return "dir('" + directory + "') { " + write(".platform.app.yaml", "name: shop\nworkers: {queue: {}}\n")
                + "withDeployLifecycle(cache: true, " + arguments + ") { deployHooks('build') { "
                + trail.body(directory + " " + arguments.replace("'", "")) + " }\ndeployHooks('run') { } } }\n";
    }

    @Test
    @Requirement({"S40", "U"})
    void aWorkerStartsFromNoArchiveOfAnotherDirectoryEnvironmentOrUnknownCommit() throws Exception {
        String worker = ", instance: 'queue'";
        String web = part("a", "environment: 'one'");
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "withEnv(['GIT_COMMIT=" + "1".repeat(40) + "']) { node { " + web
                        + part("b", "environment: 'one'" + worker) + part("a", "environment: 'two'" + worker)
                        + part("a", "environment: 'one'" + worker) + "} }"));
        assertThat(trail.lines())
                .containsExactly(
                        "a environment: one",
                        "b environment: one, instance: queue",
                        "a environment: two, instance: queue");
        jenkins.buildAndAssertSuccess(
                Trail.job(jenkins, "node { " + web + part("a", "environment: 'one'" + worker) + "}"));
        assertThat(trail.lines()).endsWith("a environment: one", "a environment: one, instance: queue");
    }

    /** A part whose deployment has these phases; {@code commit} is a digit. */
    private String phases(String directory, int commit, String arguments, String phases) {
        return "ws('" + directory + "') { deleteDir()\n"
                + write(".platform.app.yaml", "name: shop\nworkers: {queue: {}}\n")
                + "withEnv(['GIT_COMMIT=" + Integer.toString(commit).repeat(40) + "']) { withDeployLifecycle("
                + arguments + ") { " + phases + " } } }\n";
    }

    private static String built() {
        return "deployHooks('build') { sh 'mkdir out; touch out/$BUILD_NUMBER' }; ";
    }

    private String runs(String name) {
        return "deployHooks('run') { sh '''" + trail.leave(name + " $(ls out 2>&1)") + "''' }";
    }

    @Test
    @Requirement({"S40", "D6"})
    void aWorkerWithoutABuildPhaseRunsWhatTheBuildHasBuilt() throws Exception {
        String web = "environment: 'production'";
        String program = "node { " + phases("web", 1, web, built() + runs("web")) + "}\nnode { "
                + phases("queue", 1, web + ", instance: 'queue'", runs("queue")) + "}";
        WorkflowJob job = Trail.job(jenkins, program);
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines()).containsExactly("web 1", "queue 1");
        Report told =
                build.getAction(DeployHooksAction.class).getDeployments().get(1).report();
        assertThat(told.deployment().kind()).isEqualTo("from-cache");
        assertThat(told.warnings()).isEmpty();
        jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines()).as("nothing has changed for either").hasSize(2);
        String anew = program.replace("production'", "production', rebuild: true");
        job.setDefinition(new CpsFlowDefinition(anew, true));
        jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines()).as("both are asked to rebuild").endsWith("web 3", "queue 3");
    }

    @Test
    @Requirement("S40")
    void aWorkerForWhichNothingWasBuiltSaysSo() throws Exception {
        String worker = "environment: 'one', instance: 'queue'";
        String gone = "sh 'touch " + dir.resolve("built") + "; while ! test -e " + dir.resolve("gone")
                + "; do sleep 0.1; done'\n";
        WorkflowJob job = Trail.job(
                jenkins,
                "node { " + phases("q", 1, worker, runs("nothing")) + phases("w", 1, "environment: 'one'", built())
                        + phases("q", 2, worker, runs("another")) + gone + phases("q", 1, worker, runs("lost")) + "}");
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(dir.resolve("built")));
        Util.deleteRecursive(
                job.getRootDir().toPath().resolve("deploy-hooks/archives").toFile());
        Files.createFile(dir.resolve("gone"));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertThat(trail.lines()).hasSize(2).allSatisfy(line -> assertThat(line).contains("No such file"));
        String warning = "the instance queue has no build phase, and nothing is brought for it: ";
        jenkins.assertLogContains(warning + "this build has no archive of its app from before", build);
        jenkins.assertLogContains(
                warning + "its app was built of commit " + "1".repeat(40) + ", and here is " + "2".repeat(40), build);
        jenkins.assertLogContains("cannot be brought here: there is no archive of it", build);
        assertThat(build.getAction(DeployHooksAction.class).getDeployments())
                .extracting(each -> each.report().warnings().size())
                .containsExactly(1, 0, 1, 0);
    }

    @Test
    @Requirement({"S32", "S34", "S37", "S39", "S45"})
    void aFailedBuildHookDeploysNothingAndEachPhaseSeesItsOwnVariables() throws Exception {
        String seen = "$B${A-}${R-}";
        String app = "name: app\nhooks:\n      build: "
                + hook("build " + seen, "echo cp: No space left on device; exit $FAILS") + "      deploy: "
                + hook("deploy " + seen, ":");
        String definition = "version: 1\nprofile: platform-sh\nenv: {build: {A: a, FAILS: %s}, run: {R: r}}\n";
        WorkflowRun failed = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job(write(".platform.app.yaml", app) + write("deploy-hooks.yml", definition.formatted("3")), ""));
        assertThat(trail.lines()).containsExactly("build", "build a");
        assertThat(report(failed).result().failedStep()).isEqualTo("build/build");
        assertThat(report(failed).result().reason()).contains("No space left on device on agent built-in");
        WorkflowRun deployed = jenkins.buildAndAssertSuccess(
                job(write(".platform.app.yaml", app) + write("deploy-hooks.yml", definition.formatted("0")), ""));
        assertThat(trail.lines()).endsWith("build", "build a", "run", "deploy r");
        assertThat(limit(deployed, "build")).hasToString("1h");
        assertThat(limit(deployed, "deploy")).hasToString("none");
    }

    @Test
    @Requirement({"S41", "U"})
    void eachPhaseSeesItsOwnVariablesOfThePlatform() throws Exception {
        String tell =
                "$DEPLOY_EVENT: $(env | sed -n 's/^PLATFORM_\\\\([A-Z_]*\\\\)=.*/\\\\1/p' | sort | tr '\\\\n' ' ')";
        String more = "test \"$PLATFORM_APP_DIR\" = \"$PWD\" && test -e here && " + trail.leave("at home");
        String app = "name: shop\nhooks:\n      build: " + hook(tell, more) + "      deploy: "
                + hook(tell, more + " $PLATFORM_APPLICATION_NAME $PLATFORM_BRANCH $PLATFORM_ENVIRONMENT_TYPE");
        jenkins.buildAndAssertSuccess(job(
                write("client/.platform.app.yaml", app)
                        + write("client/here", "")
                        + write("deploy-hooks.yml", "version: 1\nprofile: platform-sh\nfolder: client\n"),
                "environment: 'staging', cache: true"));
        assertThat(trail.lines())
                .containsExactly(
                        "build",
                        "build: APPLICATION_NAME APP_DIR CACHE_DIR PROJECT SOURCE_DIR TREE_ID ",
                        "at home",
                        "run",
                        "deploy: APPLICATION_NAME APP_DIR BRANCH ENVIRONMENT ENVIRONMENT_TYPE PROJECT TREE_ID ",
                        "at home shop topic staging");
    }

    /** The time-out of the only hook of {@code event}, as it was planned. */
    private static TimeLimit limit(WorkflowRun build, String event) throws IOException {
        Path logs = build.getRootDir().toPath().resolve("deploy-hooks");
        try (Stream<Path> all = Files.walk(logs)) {
            Path plan =
                    all.filter(file -> file.endsWith("plan.json")).findFirst().orElseThrow();
            return SavedJson.readPlan(Files.readString(plan)).plan().steps().stream()
                    .filter(step -> step.hook() != null && step.hook().event().equals(event))
                    .findFirst()
                    .orElseThrow()
                    .hook()
                    .settings()
                    .limits()
                    .timeout();
        }
    }

    @Test
    @Requirement({"S44", "S62", "S64"})
    void theLogCanBeReadWhileAHookRunsAndAfterTheBuildWasKilledItsTmpdirGoes() throws Exception {
        String app = "name: app\nhooks:\n      deploy: "
                + hook(
                        "$TMPDIR",
                        "printf '\\\\360\\\\237\\\\224\\\\245'; while test -d " + dir + "; do sleep 0.1; done");
        WorkflowRun build =
                job(write(".platform.app.yaml", app), "").scheduleBuild2(0).waitForStart();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> trail.lines().size() == 3);
        Path temporary = Path.of(trail.lines().get(2));
        assertThat(temporary).isDirectory();
        try (Stream<Path> all = Files.walk(build.getRootDir().toPath().resolve("deploy-hooks"))) {
            Path log = all.filter(file -> file.toString().endsWith("-deploy.log"))
                    .findFirst()
                    .orElseThrow();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(Files.readString(log))
                            .matches("(?s)\\[[0-9-]+ [0-9:]+\\.[0-9]{6}] Launching command '[^\n]*'\\.\n\n🔥"));
        }
        build.doKill();
        Awaitility.await("it is wiped").atMost(Duration.ofMinutes(1)).until(() -> !Files.exists(temporary));
    }

    @Test
    @Requirement({"S54", "S57"})
    void whatChangesInAFrozenAppIsToldAndRequestsAreHeldMeanwhile() throws Exception {
        String app = "name: app\nmounts: {var: {source: local}}\nhooks:\n      deploy: "
                + hook("deploy", "touch var/allowed new-file") + "      post_deploy: touch late-file\n";
        String definition = "version: 1\nprofile: platform-sh\nfrozen: warn\n" + "traffic:\n  hold: |\n    "
                + trail.leave("hold") + "\n  open: |\n    sleep 1\n    " + trail.leave("open")
                + "\n  holdLimit: 500ms\n";
        WorkflowRun warned = jenkins.buildAndAssertSuccess(
                job(write(".platform.app.yaml", app) + write("deploy-hooks.yml", definition), "cache: false"));
        assertThat(trail.lines()).containsExactly("build", "run", "hold", "deploy", "open");
        assertThat(report(warned).warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .contains("frozen-deploy")
                        .contains("the app is frozen, but its files have changed: new new-file;"))
                .anySatisfy(warning ->
                        assertThat(warning).contains("frozen-post_deploy").contains("new late-file;"))
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("traffic: requests were held for ")
                        .endsWith("longer than the holdLimit of 500ms"));
        WorkflowRun failed = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job(
                        write(".platform.app.yaml", app)
                                + write("deploy-hooks.yml", definition.replace("frozen: warn", "frozen: fail")),
                        "cache: false"));
        assertThat(report(failed).result().failedStep()).isEqualTo("frozen-deploy");
        assertThat(trail.lines()).as("whatever fails, they are let through").endsWith("deploy", "open");
    }

    @Test
    @Requirement({"S42", "S43", "S44"})
    void hooksHaveADirectoryThatIsKeptAndOneOfTheirDeployment() throws Exception {
        String look = trail.leave("$DEPLOY_EVENT $(ls \"$PLATFORM_CACHE_DIR\") $(ls \"$TMPDIR\")");
        String app = "name: app\nhooks:\n      build: "
                + hook("$TMPDIR", look + "; touch \"$PLATFORM_CACHE_DIR/kept\" \"$TMPDIR/left\"")
                + "      deploy: " + hook("$TMPDIR", "touch \"$TMPDIR/left-too\"");
        WorkflowJob job = job(write(".platform.app.yaml", app), "");
        jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines()).element(2).isEqualTo("build  ");
        job.setDefinition(new CpsFlowDefinition(
                ((CpsFlowDefinition) job.getDefinition()).getScript() + "// another program", true));
        jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines()).element(7).isEqualTo("build kept ");
        String name = job.getName();
        job.renameTo("renamed-" + name);
        WorkflowJob other = jenkins.createProject(WorkflowJob.class, name);
        other.setDefinition(job.getDefinition());
        jenkins.buildAndAssertSuccess(other);
        assertThat(trail.lines().subList(10, trail.lines().size()))
                .as("another job got the old name")
                .contains("build  ");
        int known = trail.lines().size();
        job.setDefinition(new CpsFlowDefinition(
                ((CpsFlowDefinition) job.getDefinition()).getScript() + "// a third program", true));
        jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines().subList(known, trail.lines().size()))
                .as("its job was renamed")
                .contains("build kept ");
        List<String> temporary =
                trail.lines().stream().filter(line -> line.startsWith("/")).toList();
        assertThat(temporary).hasSize(8);
        assertThat(temporary.get(0)).isEqualTo(temporary.get(1)).isNotEqualTo(temporary.get(2));
        assertThat(temporary)
                .allSatisfy(directory -> assertThat(Path.of(directory))
                        .as("wiped when the deployment is over")
                        .doesNotExist());
    }
}
