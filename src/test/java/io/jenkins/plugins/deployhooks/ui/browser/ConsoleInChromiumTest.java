package io.jenkins.plugins.deployhooks.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.tasks.Shell;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle;
import io.jenkins.plugins.deployhooks.freestyle.RunPhase;
import io.jenkins.plugins.deployhooks.pipeline.LifecycleHook;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jenkins.model.ParameterizedJobMixIn;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;

/** The links to the console lead to the line of the very attempt, whatever else there is called the same. */
@Requirement({"J", "S61"})
class ConsoleInChromiumTest extends InChromium {
    /** More than a window shows, so that one line is not another one by chance. */
    private static final String MUCH = "seq 200";

    private static final String RETRIED =
            "echo \"attempt $DEPLOY_ATTEMPT of $DEPLOY_APP\"; " + MUCH + "; test $DEPLOY_ATTEMPT = 2";

    /** Of the line that the address names, in JavaScript: whether it is seen, and what stands from there on. */
    private static final String LINE = """
            (() => {
              const line = document.querySelector('#out :target');
              if (line === null) {
                return null;
              }
              const { top, bottom } = line.getBoundingClientRect();
              const rest = document.createRange();
              rest.setStartBefore(line);
              rest.setEndAfter(document.querySelector('#out').lastChild);
              return `${top >= 0 && bottom <= innerHeight ? 'seen' : 'not seen'}: ${rest.toString().slice(0, 200)}`;
            })()
            """;

    /** By what a screen reader calls it, where each link to the console leads. */
    private Map<String, String> links(String page) {
        browser.open(page);
        Map<String, String> links = new LinkedHashMap<>();
        JsonNode found =
                browser.evaluate("[...document.querySelectorAll('.deploy-hooks-deployment')].flatMap((part, i) =>"
                        + " [...part.querySelectorAll('a')].filter(link => link.innerText === 'Console')"
                        + ".map(link => [i + 1 + ' ' + link.ariaLabel, link.href]))");
        found.forEach(link -> links.put(link.path(0).asText(), link.path(1).asText()));
        return links;
    }

    private void leads(String address, String label, String output) {
        browser.open("about:blank#" + label.hashCode());
        browser.evaluate("location.href = '" + address + "'");
        browser.until("document.readyState === 'complete' && " + LINE + "?.startsWith('seen: ') === true");
        assertThat(browser.evaluate(LINE).asText()).as(address).startsWith("seen: [deploy-hooks] " + label + "\n");
        assertThat(browser.evaluate(LINE).asText()).as(address).contains(output);
    }

    private String job(String path) throws MalformedURLException {
        return jenkins.getUrl() + "job/shop/" + path;
    }

    @Test
    void inAPipeline() throws Throwable {
        String deployment = """
            withDeployLifecycle(app: '%1$s', environment: 'production', profile: 'native', hooks: [
                lifecycleHook(event: 'preBuild', run: 'echo first of %1$s; """ + MUCH + """
            '),
                lifecycleHook(event: 'postBuild', retries: 1, run: '""" + RETRIED + """
            '),
                lifecycleHook(event: 'preRun', name: 'silent', run: 'true')]) {
              deployHooks('build') { echo 'built' }
              deployHooks('run') { echo 'runs' }
            }
            """;
        String script =
                "node {\n" + deployment.formatted("shop") + deployment.formatted("blog") + "sh '" + MUCH + "'\n}";
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            WorkflowJob job = rule.createProject(WorkflowJob.class, "shop");
            job.setDefinition(new CpsFlowDefinition(script, true));
            rule.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        });
        browser.show(1200, 700, false);
        Map<String, String> links = links(job("1/deployHooks/"));
        // Of each deployment those of three hooks, and one more attempt; the last attempt is that of its hook.
        assertThat(Set.copyOf(links.values())).hasSize(8);
        String[] apps = {"shop", "blog"};
        for (int i = 0; i < apps.length; i++) {
            String line = i + 1 + " Line of ";
            leads(links.get(line + "preBuild: hook in the console"), "preBuild: hook", "first of " + apps[i]);
            leads(
                    links.get(line + "postBuild: hook in the console"),
                    "postBuild: hook, attempt 2",
                    "attempt 2 of " + apps[i]);
            leads(
                    links.get(line + "attempt 1 of postBuild: hook in the console"),
                    "postBuild: hook",
                    "attempt 1 of " + apps[i]);
            leads(links.get(line + "preRun: silent in the console"), "preRun: silent", "runs");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void inAFreestyleJobAlsoWhileItRuns() throws Throwable {
        String place = dir.toString();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            LifecycleHook first = new LifecycleHook("preBuild");
            first.setRun(MUCH);
            LifecycleHook retried = new LifecycleHook("postBuild");
            retried.setRetries(1);
            retried.setRun(RETRIED);
            LifecycleHook slow = new LifecycleHook("preRun");
            slow.setRun("cd " + place + "; echo slow; touch waiting; while [ ! -e go ]; do sleep 0.1; done");
            WithDeployLifecycleStep settings = new WithDeployLifecycleStep();
            settings.setApp("shop");
            settings.setProfile("native");
            settings.setHooks(List.of(first, retried, slow));
            FreeStyleProject job = rule.createFreeStyleProject("shop");
            DeploymentLifecycle lifecycle = new DeploymentLifecycle();
            lifecycle.setSettings(settings);
            job.getBuildWrappersList().add(lifecycle);
            job.getBuildersList().add(new RunPhase(List.of(new Shell("echo runs"))));
            job.scheduleBuild2(0);
        });
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(dir.resolve("waiting")));
        browser.show(1200, 700, false);
        browser.open(job("1/deployHooks/"));
        browser.until("[...document.querySelectorAll('a')].some(link => link.ariaLabel?.includes('of preRun'))");
        Map<String, String> links = links(job("1/deployHooks/"));
        everyLinkOf(links);
        leads(links.get("1 Line of preRun: hook in the console"), "preRun: hook", "slow");
        Files.createFile(dir.resolve("go"));
        jenkins.runRemotely(rule -> {
            Job<?, ?> job = Objects.requireNonNull(rule.jenkins.getItemByFullName("shop", Job.class));
            assertThat(job).isInstanceOf(ParameterizedJobMixIn.ParameterizedJob.class);
            rule.waitForCompletion(job.getBuildByNumber(1));
        });
        everyLinkOf(links);
        assertThat(browser.complaints()).isEmpty();
    }

    private void everyLinkOf(Map<String, String> links) {
        leads(links.get("1 Line of preBuild: hook in the console"), "preBuild: hook", "1\n2\n3");
        leads(links.get("1 Line of postBuild: hook in the console"), "postBuild: hook, attempt 2", "attempt 2 of shop");
        leads(
                links.get("1 Line of attempt 1 of postBuild: hook in the console"),
                "postBuild: hook",
                "attempt 1 of shop");
    }
}
