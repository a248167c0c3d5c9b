package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.pipeline.archive.ArchiveChoice;
import io.jenkins.plugins.deployhooks.pipeline.archive.JobArchives;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What makes two deployments in Pipelines the same, and two workspaces. */
@WithJenkins
class ArchiveKeysTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void moreExecutors(JenkinsRule rule) throws Exception {
        jenkins = rule;
        DurableTaskStep.USE_WATCHING = true;
        rule.jenkins.setNumExecutors(6);
        rule.jenkins.setNodes(rule.jenkins.getNodes());
    }

    /** The steps of Jenkins that builds consist of here are told of their ends then, instead of asking every now and then. */
    @AfterAll
    static void asBefore() {
        DurableTaskStep.USE_WATCHING = false;
    }

    @BeforeEach
    void newTrail() {
        trail = new Trail(dir);
    }

    /** Both phases on the built-in node in a clean workspace; what is built is {@code made}, an expression of Groovy. */
    private String deployment(String made) {
        return "node('built-in') { sh 'rm -rf * .git; echo x > src'\nwithDeployLifecycle(cache: true) {\n"
                + "deployHooks('build') { sh \"mkdir -p dist; echo made $" + made + " >> " + trail.file() + "; echo $"
                + made + " > dist/app\" }\n"
                + "deployHooks('run') { sh 'echo \"run `cat dist/app`\" >> " + trail.file() + "' } } }\n";
    }

    private List<String> news() throws IOException {
        List<String> lines = trail.lines();
        Files.deleteIfExists(trail.file());
        return lines;
    }

    private static WorkflowRun build(WorkflowJob job) throws Exception {
        return jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0));
    }

    private static WorkflowRun ends(WorkflowRun run) throws Exception {
        return jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
    }

    private WorkflowRun waiting(WorkflowJob job, String source) throws Exception {
        Files.writeString(dir.resolve("source"), source + "\n");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> run.getLog().contains("Sleeping"));
        return run;
    }

    private List<String> twoAtOnce(String cache) throws Exception {
        WorkflowJob job = Trail.job(jenkins, """
            withDeployLifecycle(%s) {
                node('built-in') {
                    sh 'rm -rf * .git; cp %s src'
                    deployHooks('build') { sh 'mkdir -p dist; cp src dist/app' }
                }
                while (currentBuild.description != 'go') { sleep 1 }
                node('built-in') {
                    deployHooks('run') { sh 'echo "run $BUILD_NUMBER `cat dist/app`" >> %s' }
                }
            }
            """.formatted(cache, dir.resolve("source"), trail.file()));
        WorkflowRun first = waiting(job, "first");
        WorkflowRun second = waiting(job, "second");
        first.setDescription("go");
        ends(first);
        second.setDescription("go");
        ends(second);
        String warning =
                "the run phase is not in the workspace of the build phase, and this deployment keeps no archives";
        assertThat(Shop.report(first).path("warnings").toString().contains(warning))
                .isEqualTo(cache.contains("false"));
        assertThat(first.getLog().contains("warning: " + warning)).isEqualTo(cache.contains("false"));
        return news();
    }

    @Test
    @Requirement({"S20", "S45"})
    void aWorkspaceThatWasGivenBackIsAnotherPlace() throws Exception {
        assertThat(twoAtOnce("cache: true")).containsExactly("run 1 first", "run 2 second");
        // Without an archive there is nothing to bring: the workspace holds what was built there last.
        assertThat(twoAtOnce("cache: false")).containsExactly("run 1 second", "run 2 second");
    }

    @Test
    @Requirement({"S46", "U"})
    void deploymentsOfOneBuildDoNotTakeEachOthersArchivesButThoseOfTheBuildBefore() throws Exception {
        WorkflowJob job = Trail.job(
                jenkins,
                "for (made in ['one', 'two']) {\n" + deployment("made") + "}\n"
                        + "stage('three') { def three = 'three'\n" + deployment("three") + "}\n"
                        + "stage('four') { def four = 'four'\n" + deployment("four") + "}\n"
                        + "def all = [:]; for (name in ['five', 'six']) { def made = name; all[made] = {\n"
                        + deployment("made") + "} }\nparallel all\n"
                        + "def tries = 0; retry(2) { tries++\n"
                        + deployment("{'seven'}") + "if (tries < 2) { error 'again' } }\n");
        assertThat(Shop.report(build(job)).toString()).contains("the run phase is where the build phase was");
        assertThat(news())
                .containsExactlyInAnyOrder(
                        "made one",
                        "run one",
                        "made two",
                        "run two",
                        "made three",
                        "run three",
                        "made four",
                        "run four",
                        "made five",
                        "run five",
                        "made six",
                        "run six",
                        "made seven",
                        "run seven",
                        "run seven");
        build(job);
        assertThat(news())
                .containsExactlyInAnyOrder(
                        "run one", "run two", "run three", "run four", "run five", "run six", "run seven", "run seven");
    }

    @Test
    @Requirement("S46")
    void variablesThatThePipelineSetsArePartsOfTheKeyUnlessTheyAreJenkinsOwn() throws Exception {
        // What the program says stays the same, and so does its place.
        String script =
                "def read(name) { def file = \"" + dir + "/$name\"; fileExists(file) ? readFile(file).trim() : '1' }\n"
                        + "node('built-in') {\n"
                        + "env.ASSIGNED = read('assigned')\n"
                        + "withEnv([\"BUILD_TYPE=${read('type')}\","
                        + " \"BUILD_TAG=own-$BUILD_NUMBER\", \"CONF=$WORKSPACE/x\","
                        + " \"SOCKET=${pwd(tmp:"
                        + " true)}/$BUILD_NUMBER\"])"
                        + " {\n" + deployment("{'it'}") + "} }\n";
        WorkflowJob job = Trail.job(jenkins, script);
        build(job);
        assertThat(news()).containsExactly("made it", "run it");
        assertThat(Shop.step(build(job), "build")).isEqualTo("SKIPPED unchanged");
        Files.writeString(dir.resolve("type"), "debug");
        assertThat(Shop.step(build(job), "restore")).isEqualTo("SKIPPED miss: key part variable BUILD_TYPE changed");
        Files.delete(dir.resolve("type"));
        Files.writeString(dir.resolve("assigned"), "2");
        WorkflowRun assigned = build(job);
        assertThat(Shop.step(assigned, "restore")).contains("variable ASSIGNED");
        Path archives = job.getRootDir().toPath().resolve("deploy-hooks/archives/entries");
        assertThat(Shop.entries(archives)).hasSize(3).noneMatch(entry -> holds(entry, "SOCKET", "BUILD_TAG", "debug"));
    }

    private static boolean holds(Path entry, String... texts) {
        try {
            for (Path file : Shop.entries(entry)) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (!file.endsWith("archive") && List.of(texts).stream().anyMatch(text::contains)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Requirement("S46")
    void sharedLibrariesAndTheMachineArePartsOfTheKey() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        // Where Jenkins itself keeps the libraries that a build has loaded.
        String libraries = job.getRootDir() + "/builds/$BUILD_NUMBER/libs/shared/vars";
        Files.writeString(dir.resolve("library"), "def call() { 1 }");
        job.setDefinition(new CpsFlowDefinition(
                "node('built-in') { sh \"mkdir -p '" + libraries + "'; cp " + dir + "/library '" + libraries
                        + "/made.groovy'\" }\n" + deployment("{'it'}"),
                true));
        build(job);
        assertThat(Shop.step(build(job), "build")).isEqualTo("SKIPPED unchanged");
        Files.writeString(dir.resolve("library"), "def call() { 2 }");
        assertThat(Shop.step(build(job), "restore")).isEqualTo("SKIPPED miss: key part libraries changed");

        String machine = System.getProperty("os.arch");
        System.setProperty("os.arch", "pdp11");
        try {
            assertThat(Shop.step(build(job), "restore")).contains("miss: key part machine changed");
        } finally {
            System.setProperty("os.arch", machine);
        }
    }

    @Test
    @Requirement("S45")
    void whereSomethingIsInTheWayNoArchivesAreKeptAndTheReasonIsTold() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        Loaded loaded = DefinitionLoader.load(Request.of(dir, Map.of()));
        CacheSubject.Wish wish = new CacheSubject.Wish(
                Objects.requireNonNull(loaded.definition()), loaded.profile(), Facts.NONE.apart());
        ArchiveChoice choice = new ArchiveChoice(new JobArchives(job), true, warning -> {}, "nobody knows the program");
        assertThat(choice.plan(wish, new FilePath(dir.toFile()), null)
                        .plan()
                        .archive()
                        .reason())
                .isEqualTo("no archives: nobody knows the program");
    }
}
