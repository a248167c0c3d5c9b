package io.jenkins.plugins.deployhooks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Measures on this machine: {@code mvn test -Dtest=PipelineBench#latency} or {@code #archive}, with {@code
 * -Dbench.rounds=3} and {@code -Dbench.jobCacher=/path/of/jobcacher.hpi} where wanted. Prints the lines with the results.
 */
class PipelineBench {
    private static final int HOUR = 3600;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().withTimeout(2 * HOUR);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void latency() throws Throwable {
        HashMap<String, String> parameters = parameters();
        parameters.put("LABEL", "first");
        parameters.put("QUIET", System.getProperty("bench.quiet", "10 30"));
        jenkins.startJenkins();
        start("first");
        print("latency.groovy", parameters);
    }

    @Test
    void archive() throws Throwable {
        HashMap<String, String> parameters = parameters();
        parameters.put("FIRST", "first");
        parameters.put("SECOND", "second");
        parameters.put(
                "TREES",
                Repository.root().resolve("bench/src/ArchiveTrees.java").toString());
        String jobCacher = System.getProperty("bench.jobCacher", "");
        if (!jobCacher.isEmpty()) {
            Path plugins = new File(jenkins.getHome(), "plugins").toPath();
            Files.createDirectories(plugins);
            Files.copy(Path.of(jobCacher), plugins.resolve("jobcacher.jpi"));
            parameters.put("JOB_CACHER", "true");
        }
        jenkins.startJenkins();
        start("first");
        start("second");
        print("archive.groovy", parameters);
    }

    private static HashMap<String, String> parameters() {
        HashMap<String, String> parameters = new HashMap<>();
        parameters.put("ROUNDS", System.getProperty("bench.rounds", "5"));
        parameters.put("WARM", System.getProperty("bench.warm", "3"));
        return parameters;
    }

    private void start(String agent) throws Throwable {
        agents.createAgent(
                jenkins, InboundAgentExtension.Options.newBuilder().name(agent).build());
    }

    private void print(String name, HashMap<String, String> parameters) throws Throwable {
        String script =
                Files.readString(Repository.root().resolve("bench/pipeline").resolve(name));
        String results = jenkins.runRemotely(PipelineBench::results, script, parameters);
        System.out.println(results);
        assertThat(results).contains("BENCH");
    }

    private static String results(JenkinsRule rule, String script, HashMap<String, String> parameters)
            throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "bench");
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.addProperty(new ParametersDefinitionProperty(parameters.keySet().stream()
                .map(each -> new StringParameterDefinition(each, ""))
                .toArray(StringParameterDefinition[]::new)));
        List<StringParameterValue> values = parameters.entrySet().stream()
                .map((Map.Entry<String, String> each) -> new StringParameterValue(each.getKey(), each.getValue()))
                .toList();
        WorkflowRun build =
                job.scheduleBuild2(0, new ParametersAction(List.copyOf(values))).get();
        rule.assertBuildStatusSuccess(build);
        StringBuilder results = new StringBuilder();
        try (Stream<String> lines = new BufferedReader(build.getLogReader()).lines()) {
            lines.filter(line -> line.contains("BENCH "))
                    .forEach(line -> results.append(line).append('\n'));
        }
        return results.toString();
    }
}
