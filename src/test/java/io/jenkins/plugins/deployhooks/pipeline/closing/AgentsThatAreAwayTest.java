package io.jenkins.plugins.deployhooks.pipeline.closing;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Agents that are away when a deployment of theirs ends. */
class AgentsThatAreAwayTest {
    private static final List<String> AGENTS = List.of("back", "never", "removed");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    private final Map<String, Path> temporary = new HashMap<>();

    private static Path list() {
        return Jenkins.get().getRootDir().toPath().resolve("deploy-hooks/left-on-agents.txt");
    }

    /** Of whom something is in the list. */
    private static List<String> listed() throws IOException {
        return LeftOnAgents.lines(list()).stream()
                .map(line -> Objects.requireNonNull(LeftOnAgents.parts(line))[0])
                .distinct()
                .toList();
    }

    private static void launchedBy(String agent, ComputerLauncher launcher) throws IOException {
        DumbSlave node = (DumbSlave) Objects.requireNonNull(Jenkins.get().getNode(agent));
        node.setLauncher(launcher);
        Jenkins.get().updateNode(node);
    }

    private static void connect(String agent) throws Exception {
        Objects.requireNonNull(Jenkins.get().getComputer(agent)).connect(true).get();
    }

    private String untilOpened(String agent) {
        return "sh 'touch " + dir.resolve(agent + ".reached") + "; while ! test -e " + dir.resolve("open")
                + "; do sleep 0.2; done'";
    }

    /** A deployment that was built on {@code agent} and is about to run somewhere else. */
    private WorkflowRun deploy(JenkinsRule jenkins, String agent) throws Exception {
        DumbSlave node = new DumbSlave(agent, dir.resolve(agent).toString(), jenkins.createComputerLauncher(null));
        // Else Jenkins connects it again by itself before it is started anew.
        node.setRetentionStrategy(RetentionStrategy.NOOP);
        jenkins.jenkins.addNode(node);
        connect(agent);
        String app = "name: app\nhooks:\n      build: |\n        touch \"$TMPDIR/left\"; echo \"$TMPDIR\" > "
                + dir.resolve(agent + ".tmp") + "\n";
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "on-" + agent);
        job.setDefinition(new CpsFlowDefinition(
                "withDeployLifecycle(app: 'app', environment: '" + agent + "', cache: false) { node('" + agent
                        + "') { writeFile file: '.platform.app.yaml', text: '''" + app
                        + "'''\ndeployHooks('build') { } }\nnode('built-in') { " + untilOpened(agent)
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
    void whatDeploymentsHaveLeftThereGoesWhenTheyAreBack() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(AGENTS.size());
            Map<String, WorkflowRun> builds = new HashMap<>();
            for (String agent : AGENTS) {
                builds.put(agent, deploy(jenkins, agent));
            }
            for (String agent : AGENTS) {
                Computer computer = Objects.requireNonNull(Jenkins.get().getComputer(agent));
                computer.disconnect(new OfflineCause.ByCLI("away")).get();
                // It waits for the agent, which Jenkins cannot start.
                launchedBy(agent, new JNLPLauncher());
            }
            Files.createFile(dir.resolve("open"));
            for (WorkflowRun build : builds.values()) {
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            }
            assertThat(temporary.values())
                    .allSatisfy(left -> assertThat(left.resolve("left")).exists());
            assertThat(listed()).containsExactlyInAnyOrderElementsOf(AGENTS);
            jenkins.jenkins.removeNode(Objects.requireNonNull(jenkins.jenkins.getNode("removed")));
            // As a crash, or a disk, leaves it.
            Files.write(list(), new byte[] {'b', 'a', 'c', 'k', '\t', '/', (byte) 0xfe}, StandardOpenOption.APPEND);
        });
        sessions.then(jenkins -> {
            assertThat(temporary.get("back")).as("nobody has asked the agent").isDirectory();
            launchedBy("back", jenkins.createComputerLauncher(null));
            connect("back");
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
            WorkflowJob job = jenkins.jenkins.getItemByFullName("on-back", WorkflowJob.class);
            jenkins.buildAndAssertSuccess(Objects.requireNonNull(job));
            try (Stream<Path> left = Files.list(temporary.get("back").getParent())) {
                assertThat(left).as("of the deployment before nothing is left").isEmpty();
            }
        });
    }
}
