package io.jenkins.plugins.deployhooks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Deployments by chance on a controller and agents that are killed at any moment: {@code mvn test -Dtest=ControllerFaults},
 * with {@code -Dfaults.rounds=10} and {@code -Dfaults.seed=N} where wanted. In each round the controller is killed once while
 * five deployments are under way, in every third one an agent as well. {@code -Dfaults.giveUpMillis=N} is how long Jenkins
 * waits for an agent after a restart: where it is less than an agent needs, Jenkins gives up each. Prints a table.
 */
class ControllerFaults {
    private static final int HOUR = 3600;
    private static final int AT_ONCE = 5;
    private static final List<String> AGENTS = List.of("first", "second");

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .withTimeout(2 * HOUR)
            .javaOptions(
                    "-Dio.jenkins.plugins.deployhooks.agentWaitSeconds=120",
                    "-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis="
                            + Integer.getInteger("faults.giveUpMillis", 15_000));

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path dir;

    private final List<String> broken = new ArrayList<>();
    private final List<KilledDeployment> all = new ArrayList<>();

    @Test
    void everyPromiseHoldsOnTheDisk() throws Throwable {
        long seed = Long.getLong("faults.seed", System.currentTimeMillis());
        int rounds = Integer.getInteger("faults.rounds", 10);
        jenkins.startJenkins();
        for (String agent : AGENTS) {
            createAgent(agent);
        }
        int lost = 0;
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(seed * 31 + round);
            List<KilledDeployment> deployments = started(round, random);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(6_000));
            boolean agentToo = round % 3 == 2;
            jenkins.stopJenkinsForcibly();
            jenkins.startJenkins();
            if (agentToo) {
                lost++;
                agents.stop(jenkins, AGENTS.get(0));
                createAgent(AGENTS.get(0));
            }
            for (KilledDeployment deployment : deployments) {
                ended(deployment);
            }
            all.addAll(deployments);
            System.out.println("round " + round + ": " + deployments + ", broken so far: " + broken);
        }
        System.out.println(summary(seed, rounds, lost));
        assertThat(broken).isEmpty();
    }

    private void createAgent(String name) throws Throwable {
        agents.createAgent(
                jenkins, InboundAgentExtension.Options.newBuilder().name(name).build());
        // A build that waits for an executor is forgotten by Jenkins' queue when the controller is killed.
        int executors = AT_ONCE;
        jenkins.runRemotely(rule -> {
            Slave agent = (Slave) Objects.requireNonNull(rule.jenkins.getNode(name));
            agent.setNumExecutors(executors);
            rule.jenkins.updateNode(agent);
        });
    }

    private List<KilledDeployment> started(int round, Random random) throws Throwable {
        List<KilledDeployment> deployments = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Path place = Files.createDirectories(dir.resolve("round" + round + "-" + i));
            KilledDeployment deployment = new KilledDeployment(place, AGENTS.get(i % AGENTS.size()), random);
            String name = deployment.name();
            String script = deployment.script();
            jenkins.runRemotely(rule -> {
                WorkflowJob job = rule.createProject(WorkflowJob.class, name);
                job.setDefinition(new CpsFlowDefinition(script, true));
                job.scheduleBuild2(0).waitForStart();
            });
            deployments.add(deployment);
        }
        // Killed while it is planned, a deployment has nothing to lose yet.
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> deployments.stream().allMatch(KilledDeployment::hasBegun));
        return deployments;
    }

    private void ended(KilledDeployment deployment) throws Throwable {
        String name = deployment.name();
        String result;
        try {
            result = jenkins.runRemotely(rule -> resultOf(rule, name));
        } catch (AssertionError e) {
            broken.add(name + ": it does not end: " + e.getMessage());
            return;
        }
        Path build = jenkins.getHome().toPath().resolve("jobs").resolve(name).resolve("builds/1");
        deployment.broken(build, result).forEach(promise -> broken.add(name + ": " + promise));
    }

    private static String resultOf(JenkinsRule rule, String name) throws IOException {
        var build = Objects.requireNonNull(rule.jenkins.getItemByFullName(name, WorkflowJob.class))
                .getBuildByNumber(1);
        Awaitility.await(name).atMost(Duration.ofMinutes(3)).until(() -> !build.isBuilding());
        Result result = Objects.requireNonNull(build.getResult());
        if (result != Result.SUCCESS) {
            System.out.println(name + " " + result + ": " + String.join("\n  ", build.getLog(12)));
        }
        return result.toString();
    }

    private String summary(long seed, int rounds, int lost) {
        StringBuilder text = new StringBuilder();
        text.append("%d deployments in %d rounds, %d kills of the controller, %d of an agent; seed %d%n"
                .formatted(all.size(), rounds, rounds, lost, seed));
        for (KilledDeployment deployment : all) {
            text.append("| ").append(deployment).append(" |\n");
        }
        text.append("promises broken: ").append(broken.size()).append('\n');
        broken.forEach(each -> text.append("  ").append(each).append('\n'));
        return text.toString();
    }
}
