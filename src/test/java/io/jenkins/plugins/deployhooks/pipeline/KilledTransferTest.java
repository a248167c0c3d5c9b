package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A real controller is killed, or stopped in good order, in the middle of three transfers with three agents: one gives its
 * archive, one gets that of an earlier build, one gets what was built elsewhere.
 */
class KilledTransferTest {
    private static final List<String> EVENTS = List.of("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed");

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().javaOptions(KilledBuild.PATIENCE);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path dir;

    private final List<Transfer> transfers = new ArrayList<>();

    /** A job that is to stand in its transfer, and its agent; both have one name. */
    private record Transfer(String name, Stalls stalls, Trail trail, Path agent) {
        List<String> news() throws IOException {
            List<String> lines = trail.lines();
            Files.deleteIfExists(trail.file());
            return lines;
        }
    }

    @AfterEach
    void close() throws Exception {
        for (Transfer transfer : transfers) {
            transfer.stalls().close();
        }
    }

    private Transfer transfer(String name) throws Throwable {
        Stalls stalls = new Stalls(jenkins.getUrl());
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name(name)
                        .tunnel(stalls.line.tunnel())
                        .build());
        String root = jenkins.runRemotely(
                (RealJenkinsExtension.StepWithReturnAndOneArg<String, String>) KilledTransferTest::root, name);
        Transfer transfer =
                new Transfer(name, stalls, new Trail(Files.createDirectories(dir.resolve(name))), Path.of(root));
        Files.writeString(dir.resolve(name).resolve("source"), "first");
        transfers.add(transfer);
        return transfer;
    }

    private static String root(JenkinsRule rule, String name) {
        return Objects.requireNonNull(rule.jenkins.getNode(name)).getRootPath().getRemote();
    }

    /** A deployment called {@code name} that makes an archive of {@code bytes}. */
    private static String deployment(Trail trail, String name, String builder, String runner, int bytes) {
        String hooks = String.join(
                ", ",
                EVENTS.stream()
                        .map(event ->
                                "lifecycleHook(event: '" + event + "', run: '" + trail.leave(event + " " + name) + "')")
                        .toList());
        return """
            withDeployLifecycle(cache: true, app: '%s', hooks: [%s]) {
                node('%s') {
                    sh 'rm -rf *; cp %s source'
                    deployHooks('build') { sh '%s; mkdir dist; head -c %d /dev/urandom > dist/noise' }
                }
                node('%s') {
                    deployHooks('run') { sh '%s' }
                }
            }
            """.formatted(
                        name,
                        hooks,
                        builder,
                        Objects.requireNonNull(trail.file().getParent()).resolve("source"),
                        trail.leave("build " + name),
                        bytes,
                        runner,
                        trail.leave("run " + name + " `wc -c < dist/noise`"));
    }

    private void start(Transfer transfer, String script) throws Throwable {
        String name = transfer.name();
        jenkins.runRemotely(rule -> {
            WorkflowJob job = rule.jenkins.getItemByFullName(name, WorkflowJob.class);
            if (job == null) {
                job = rule.createProject(WorkflowJob.class, name);
                job.setDefinition(new CpsFlowDefinition(script, true));
            }
            job.scheduleBuild2(0).waitForStart();
        });
    }

    private void succeeds(Transfer transfer, int number) throws Throwable {
        String name = transfer.name();
        jenkins.runRemotely(rule -> {
            WorkflowRun build = Objects.requireNonNull(rule.jenkins.getItemByFullName(name, WorkflowJob.class))
                    .getBuildByNumber(number);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        });
    }

    private Path job(Transfer transfer) {
        return jenkins.getHome().toPath().resolve("jobs").resolve(transfer.name());
    }

    private void stands(Transfer transfer, Line.Flow flow) {
        Awaitility.await(transfer.name())
                .atMost(Duration.ofMinutes(2))
                .until(() -> flow.isHeld()
                        && !Stalls.staged(job(transfer), transfer.agent()).isEmpty());
    }

    private static List<String> lines(String name, int bytes) {
        return Stream.of("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded")
                .map(line -> line + " " + name + (line.equals("run") ? " " + bytes : ""))
                .toList();
    }

    private static List<String> without(List<String> lines, String... others) {
        return lines.stream()
                .filter(line -> Stream.of(others).noneMatch(other -> line.startsWith(other + " ")))
                .toList();
    }

    @ParameterizedTest(name = "killed: {0}")
    @ValueSource(booleans = {true, false})
    @Requirement({"S25", "S45", "S56"})
    void eachIsDoneAgainAndNothingElseIs(boolean killed) throws Throwable {
        jenkins.startJenkins();
        Transfer save = transfer("save");
        Transfer restore = transfer("restore");
        Transfer bring = transfer("bring");
        String three = "for (n in [1, 2]) {\n" + deployment(save.trail(), "small", "save", "save", 10) + "}\n"
                + "stage('three') {\n" + deployment(save.trail(), "large", "save", "save", Stalls.BYTES) + "}\n"
                + deployment(save.trail(), "last", "save", "save", 20);
        String restoring = deployment(restore.trail(), "restore", "restore", "restore", Stalls.BYTES);
        String bringing = deployment(bring.trail(), "bring", "built-in", "bring", Stalls.BYTES);
        start(restore, restoring);
        start(bring, bringing);
        succeeds(restore, 1);
        succeeds(bring, 1);
        assertThat(restore.news()).isEqualTo(lines("restore", Stalls.BYTES));
        assertThat(bring.news()).isEqualTo(lines("bring", Stalls.BYTES));

        FileUtils.deleteDirectory(restore.agent().resolve("caches").toFile());
        Files.writeString(dir.resolve("bring/source"), "second");
        save.stalls().line.up.hold(Stalls.SOME);
        restore.stalls().line.down.hold(Stalls.SOME);
        bring.stalls().line.down.hold(Stalls.SOME);
        start(save, three);
        start(restore, restoring);
        start(bring, bringing);
        stands(save, save.stalls().line.up);
        stands(restore, restore.stalls().line.down);
        stands(bring, bring.stalls().line.down);

        if (killed) {
            jenkins.stopJenkinsForcibly();
            KilledBuild.forgetNewestStep(jenkins.getHome().toPath(), "save");
        } else {
            jenkins.stopJenkins();
        }
        transfers.forEach(transfer -> transfer.stalls().line.release());
        jenkins.startJenkins();
        succeeds(save, 1);
        succeeds(restore, 2);
        succeeds(bring, 2);
        List<String> small = lines("small", 10);
        assertThat(save.news())
                .isEqualTo(Stream.of(small, small, lines("large", Stalls.BYTES), lines("last", 20))
                        .flatMap(List::stream)
                        .toList());
        assertThat(restore.news()).isEqualTo(without(lines("restore", Stalls.BYTES), "build", "postBuild"));
        assertThat(bring.news()).isEqualTo(lines("bring", Stalls.BYTES));
        Stalls.nothingIsHalf(job(save), save.agent(), 4);
        Stalls.nothingIsHalf(job(restore), restore.agent(), 1);
        Stalls.nothingIsHalf(job(bring), bring.agent(), 2);

        // The places of the deployments in their build have come over the crash: each finds its own archive.
        start(save, three);
        succeeds(save, 2);
        assertThat(save.news())
                .isEqualTo(Stream.of(small, small, lines("large", Stalls.BYTES), lines("last", 20))
                        .flatMap(lines -> without(lines, "build", "postBuild").stream())
                        .toList());
    }
}
