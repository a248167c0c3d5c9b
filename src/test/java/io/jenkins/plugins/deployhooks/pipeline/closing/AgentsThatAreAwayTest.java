package io.jenkins.plugins.deployhooks.pipeline.closing;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import hudson.slaves.RetentionStrategy;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents that are away when a deployment of theirs ends. */
@WithJenkins
class AgentsThatAreAwayTest {
    private static final List<String> AGENTS = List.of("back", "never", "removed");

    @TempDir
    private Path dir;

    private final Map<String, Path> temporary = new HashMap<>();

    private static Path list() {
        return Jenkins.get().getRootDir().toPath().resolve("deploy-hooks/left-on-agents.txt");
    }

    /** Of whom something is in the list. */
    private static List<String> listed() throws IOException {
        return LeftOnAgents.lines(list()).stream()
                .map(line -> Objects.requireNonNull(LeftOnAgents.left(line)).node())
                .distinct()
                .toList();
    }

    private static Computer computer(String agent) {
        return Objects.requireNonNull(Jenkins.get().getComputer(agent));
    }

    /** A deployment that was built on {@code agent} and is about to run somewhere else. */
    private WorkflowRun deploy(JenkinsRule jenkins, String agent) throws Exception {
        DumbSlave node = new DumbSlave(agent, dir.resolve(agent).toString(), jenkins.createComputerLauncher(null));
        // Nobody but this test connects it.
        node.setRetentionStrategy(RetentionStrategy.NOOP);
        jenkins.jenkins.addNode(node);
        jenkins.waitOnline(node);
        String app = "name: app\nhooks:\n      build: |\n        touch \"$TMPDIR/left\"; echo \"$TMPDIR\" > "
                + dir.resolve(agent + ".tmp") + "\n";
        String wait = "sh 'touch " + dir.resolve(agent + ".reached") + "; while ! test -e " + dir.resolve("open")
                + "; do sleep 0.2; done'";
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "on-" + agent);
        job.setDefinition(new CpsFlowDefinition(
                "withDeployLifecycle(app: 'app', environment: '" + agent + "', cache: false) { node('" + agent
                        + "') { writeFile file: '.platform.app.yaml', text: '''" + app
                        + "'''\ndeployHooks('build') { } }\nnode('built-in') { " + wait
                        + "\ndeployHooks('run') { } } }",
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Awaitility.await(agent)
                .atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(dir.resolve(agent + ".reached")) || !build.isBuilding());
        temporary.put(
                agent, Path.of(Files.readString(dir.resolve(agent + ".tmp")).trim()));
        return build;
    }

    @Test
    @Requirement("S44")
    void whatDeploymentsHaveLeftThereGoesWhenTheyAreBack(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(AGENTS.size());
        Map<String, WorkflowRun> builds = new HashMap<>();
        for (String agent : AGENTS) {
            builds.put(agent, deploy(jenkins, agent));
        }
        for (String agent : AGENTS) {
            computer(agent).disconnect(new OfflineCause.ByCLI("away")).get();
        }
        Files.createFile(dir.resolve("open"));
        for (WorkflowRun build : builds.values()) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        }
        assertThat(temporary.values())
                .allSatisfy(left -> assertThat(left.resolve("left")).exists());
        Awaitility.await("what is left is listed")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(listed()).containsExactlyInAnyOrderElementsOf(AGENTS));
        jenkins.jenkins.removeNode(Objects.requireNonNull(jenkins.jenkins.getNode("removed")));
        // As a crash, or a disk, leaves it.
        Files.write(list(), new byte[] {'b', 'a', 'c', 'k', '\t', '/', (byte) 0xfe}, StandardOpenOption.APPEND);
        assertThat(temporary.get("back")).as("nobody has asked the agent").isDirectory();

        computer("back").connect(true).get();

        Awaitility.await("the agent is back")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(temporary.get("back")).doesNotExist());
        Awaitility.await("others wait for their agent, unless it is no more")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(listed()).containsExactly("never"));
        assertThat(temporary.get("never").resolve("left")).exists();

        // Whatever becomes of the list, a deployment on that agent is none the worse.
        Files.delete(list());
        Files.createDirectory(list());
        jenkins.buildAndAssertSuccess(
                Objects.requireNonNull(jenkins.jenkins.getItemByFullName("on-back", WorkflowJob.class)));
        try (Stream<Path> left = Files.list(temporary.get("back").getParent())) {
            assertThat(left).as("of the deployment before nothing is left").isEmpty();
        }
    }
}
