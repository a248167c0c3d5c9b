package io.jenkins.plugins.deployhooks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;
import org.kohsuke.stapler.MetaClass;

/**
 * Measures pages on this machine: {@code mvn test -Dtest=PageBench}, with {@code -Dbench.rounds=11} where wanted. The log of a
 * hook beside the console of the same build, in turns: opened at 20 MB, and asked for more when there is none. Then what pages
 * ask for while a build runs, beside the same questions of the console.
 */
class PageBench {
    private static final int POLLS = 300;

    /** What the tab of Blue Ocean asks for. */
    private static final String TAB =
            "deployments[id,app,environment,outcome,outcomeWord,reason,durationMillis,warnings,cache[hit,reason],steps[id,event,title,state,"
                    + "stateWord,exitCode,signal,policy,reason,startedAt,durationMillis,attempts,agent,logUrl,logBytes]]";

    private static final Pattern LOG = Pattern.compile("\"logUrl\":\"([^\"]*)\"");
    private static final Pattern SIZE = Pattern.compile("\"end\":(\\d+)");

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path dir;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int rounds = Integer.getInteger("bench.rounds", 11);

    private static void create(JenkinsRule rule, String place) throws Exception {
        // As in a Jenkins that people use: the harness looks up and reads each page again for every request.
        MetaClass.NO_CACHE = false;
        WorkflowJob job = rule.createProject(WorkflowJob.class, "bench");
        job.setDefinition(new CpsFlowDefinition("""
            node {
              withDeployLifecycle(profile: 'native', hooks: [
                  lifecycleHook(event: 'preRun', run: '''
                      if test $BUILD_NUMBER = 1; then
                        yes "\\033[32mok\\033[0m 0123456789 0123456789 0123456789 0123456789" | head -c 20000000
                      else
                        echo begun; while [ ! -e %s/go ]; do sleep 0.2; done
                      fi''')]) {
                deployHooks('run') { echo 'runs' }
              }
            }
            """.formatted(place), true));
        rule.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        job.scheduleBuild2(0).waitForStart();
    }

    @Test
    void logs() throws Throwable {
        String place = dir.toString();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            create(rule, place);
        });
        open();
        poll();
        Files.createFile(dir.resolve("go"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> !ask("job/bench/2/api/json?tree=building").contains("true"));
    }

    private void open() throws Exception {
        String log = log(1);
        List<Double> ours = new ArrayList<>();
        List<Double> console = new ArrayList<>();
        for (int round = -2; round < rounds; round++) {
            double first = milliseconds(log);
            double second = milliseconds("job/bench/1/console");
            if (round >= 0) {
                ours.add(first);
                console.add(second);
            }
        }
        print("page of a log of 20 MB", "ms", median(ours), median(console));
    }

    private double milliseconds(String path) throws Exception {
        long start = System.nanoTime();
        assertThat(ask(path)).contains("0123456789");
        return (System.nanoTime() - start) / 1e6;
    }

    /** Nothing is new: what most questions of a page are answered with. */
    private void poll() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> ask(log(2) + "progressiveText").contains("begun"));
        String ours = log(2) + "progressiveHtml?start=";
        String console = "job/bench/2/logText/progressiveHtml?start=";
        ours += size(ours);
        console += size(console);
        compare("more of a log", ours, console, 2);
        compare("a timeline", "job/bench/2/deployHooks/timeline", console, 5);
        compare("the states of steps", "job/bench/2/deployHooks/api/json?tree=" + TAB, console, 2);
    }

    /** {@code pause} are the seconds between two questions of our page where nothing is new; that of the console asks every second. */
    private void compare(String what, String ours, String console, int pause) throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        for (int round = -2; round < rounds; round++) {
            double one = work(ours);
            double two = work(console);
            if (round >= 0) {
                first.add(one);
                second.add(two);
            }
        }
        double hook = median(first);
        double other = median(second);
        print("processor time of " + POLLS + " questions for " + what, "ms", hook, other);
        print("the same for each second that a page is open", "us", hook * 1000 / POLLS / pause, other * 1000 / POLLS);
    }

    private String size(String address) throws Exception {
        Matcher size = SIZE.matcher(ask(address + "0"));
        assertThat(size.find()).isTrue();
        return size.group(1);
    }

    /** Processor time of Jenkins; milliseconds. */
    private double work(String address) throws Exception {
        Duration before = used();
        for (int poll = 0; poll < POLLS; poll++) {
            ask(address);
        }
        return used().minus(before).toMillis();
    }

    private Duration used() {
        return jenkins.getProcess().toHandle().info().totalCpuDuration().orElseThrow();
    }

    /** Where the log of the only hook of a build is. */
    private String log(int build) throws Exception {
        String steps = ask("job/bench/" + build + "/deployHooks/api/json?tree=deployments[steps[logUrl]]");
        Matcher log = LOG.matcher(steps);
        assertThat(log.find()).as(steps).isTrue();
        return log.group(1);
    }

    /** As Jenkins' own pages ask. */
    private String ask(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(jenkins.getUrl() + path.replace("[", "%5B").replace("]", "%5D")))
                .header("Accept", path.contains("progressive") ? "multipart/form-data, */*" : "*/*")
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void print(String what, String unit, double ours, double console) {
        System.out.printf(
                "BENCH %s: hook %.0f %s, console %.0f %s, ratio %.2f%n",
                what, ours, unit, console, unit, ours / console);
    }
}
