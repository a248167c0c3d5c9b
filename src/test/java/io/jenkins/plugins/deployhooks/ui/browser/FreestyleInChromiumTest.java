package io.jenkins.plugins.deployhooks.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.tasks.Shell;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle;
import io.jenkins.plugins.deployhooks.freestyle.DeploymentResult;
import io.jenkins.plugins.deployhooks.freestyle.RunPhase;
import io.jenkins.plugins.deployhooks.pipeline.LifecycleHook;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The pages of a freestyle job: while it runs, afterwards, and when its Jenkins is killed while somebody looks on. */
@Requirement({"J", "S61", "S64"})
class FreestyleInChromiumTest extends InChromium {
    private static final String OUT = "document.querySelector('#out').innerText";

    private static LifecycleHook hook(String event, String name, String run) {
        LifecycleHook hook = new LifecycleHook(event);
        hook.setName(name);
        hook.setRun(run);
        return hook;
    }

    private static void create(JenkinsRule rule, String place) throws Exception {
        LifecycleHook assets = hook("postBuild", "assets", "test $DEPLOY_ATTEMPT = 2");
        assets.setRetries(1);
        LifecycleHook licences = hook("postBuild", "licences", "echo 'GPL-3.0 in <b>left-pad</b>'; exit 4");
        licences.setOnFailure("unstable");
        WithDeployLifecycleStep settings = new WithDeployLifecycleStep();
        settings.setApp("shop");
        settings.setEnvironment("production");
        settings.setHooks(List.of(
                hook("preBuild", "dependencies", "printf '\\033[32mgreen\\033[0m 214 packages\\n'"),
                assets,
                licences,
                hook("preRun", "migrate", """
                    cd %s
                    touch waiting
                    printf '\\033[1;31mred begins\\n'
                    while [ ! -e more ]; do sleep 0.1; done
                    printf 'red goes on\\n\\033[0mplain\\n'
                    while [ ! -e go ]; do sleep 0.1; done
                    """.formatted(place)),
                hook("runSucceeded", "notify", "true"),
                hook("runFailed", "alert", "true")));
        FreeStyleProject job = rule.createFreeStyleProject("shop");
        DeploymentLifecycle lifecycle = new DeploymentLifecycle();
        lifecycle.setSettings(settings);
        job.getBuildWrappersList().add(lifecycle);
        job.getBuildersList().add(new Shell("echo built"));
        job.getBuildersList().add(new RunPhase(List.of(new Shell("echo runs"))));
        job.getPublishersList().add(new DeploymentResult());
    }

    private void build() throws Throwable {
        jenkins.runRemotely(rule -> {
            Objects.requireNonNull(rule.jenkins.getItemByFullName("shop", FreeStyleProject.class))
                    .scheduleBuild2(0)
                    .waitForStart();
        });
    }

    @Test
    void peopleSeeADeploymentOfAFreestyleJob() throws Throwable {
        String place = dir.toString();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            create(rule, place);
        });
        browser.show(1200, 900, false);
        build();
        whileItRuns();
        afterwards();
        assertThat(browser.complaints()).isEmpty();
        for (String said : List.of("waiting", "more", "go")) {
            Files.delete(dir.resolve(said));
        }
        build();
        itsJenkinsIsKilled();
        assertThat(gallery.faults()).isEmpty();
        assertThat(browser.complaints()).allMatch(each -> each.startsWith("Failed to load resource"));
    }

    /** What the README says of the form: the box that is ticked, and the builder. */
    @Test
    void theFormOfAFreestyleJobHasABoxAndABuilder() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            FreeStyleProject job = rule.createFreeStyleProject("shop");
            WithDeployLifecycleStep settings = new WithDeployLifecycleStep();
            settings.setApp("shop");
            settings.setEnvironment("production");
            DeploymentLifecycle lifecycle = new DeploymentLifecycle();
            lifecycle.setSettings(settings);
            job.getBuildWrappersList().add(lifecycle);
            job.getBuildersList().add(new Shell("make"));
            job.getBuildersList().add(new RunPhase(List.of(new Shell("./launch.sh"))));
        });
        // The bar with the buttons is at the end of the page, and not on it.
        browser.show(520, 4000, false);
        browser.open(address("configure"));
        String box = "document.querySelector('input[name$=freestyle-DeploymentLifecycle]')";
        String builder = "document.querySelector('.repeated-chunk[descriptorid$=RunPhase]')";
        String form = box + ".closest('.optionalBlock-container')";
        browser.until(box + ".checked && " + builder + ".innerText.includes('Execute shell')");
        browser.until(form + ".querySelector('select').options.length > 1");
        gallery.part("freestyle-form", form);
        gallery.part("freestyle-run-phase", builder);
        assertThat(browser.evaluate(form + ".innerText").asText())
                .contains("Deployment lifecycle", "App", "Environment", "Profile", "Add hook");
        assertThat(browser.evaluate(builder + ".innerText").asText()).contains("Run phase", "Add builder");
        assertThat(browser.complaints()).isEmpty();
    }

    /** The log follows its hook, in the colours that the lines before have left on, and its page says when it has ended. */
    private void whileItRuns() throws IOException {
        isRunning(1);
        browser.evaluate(row("migrate") + ".querySelector('a').click()");
        browser.until(OUT + ".includes('red begins')");
        assertThat(browser.text(".deploy-hooks-facts")).contains("Running");
        assertThat(browser.read("#main-panel"))
                .containsSubsequence("status:  (polite)", "StaticText: Running", "log: Output (polite)");
        Files.createFile(dir.resolve("more"));
        browser.until(OUT + ".includes('plain')");
        assertThat(browser.evaluate("[...document.querySelectorAll('#out span')].map(each => each.textContent)"))
                .hasToString("[\"red begins\",\"red goes on\"]");
        assertThat(browser.evaluate("new Set([...document.querySelectorAll('#out span')].map(each =>"
                                + " getComputedStyle(each).color + getComputedStyle(each).fontWeight)).size")
                        .asInt())
                .isEqualTo(1);
        Files.createFile(dir.resolve("go"));
        browser.until("!document.querySelector('.deploy-hooks-facts').innerText.includes('Running')");
        assertThat(browser.text(".deploy-hooks-facts")).contains("Succeeded", "took ");
    }

    private void afterwards() throws IOException {
        browser.open(address("1/deployHooks/"));
        browser.until("!document.body.innerText.includes('Running')");
        gallery.look("freestyle", address("1/deployHooks/"));
        assertThat(browser.text("#main-panel"))
                .contains("shop → production", "Unstable", "exit code 4", "2 attempts", "built-in")
                .containsOnlyOnce("no archives: no builder of this job stands in a");
        assertThat(browser.evaluate("document.querySelectorAll('.deploy-hooks-bar').length")
                        .asInt())
                .isGreaterThan(6);
        browser.evaluate(row("licences") + ".querySelector('a').click()");
        browser.until(OUT + ".includes('GPL-3.0 in <b>left-pad</b>')");
    }

    private void itsJenkinsIsKilled() throws Throwable {
        isRunning(2);
        // Nobody loads the page anew.
        browser.evaluate("window.opened = 'once'");
        jenkins.stopJenkinsForcibly();
        Files.createFile(dir.resolve("more"));
        Files.createFile(dir.resolve("go"));
        jenkins.startJenkins();
        browser.until("!document.querySelector('.deploy-hooks-steps').innerText.includes('Running')");
        assertThat(browser.evaluate("window.opened").asText()).isEqualTo("once");
        assertThat(browser.text(".deploy-hooks-deployment")).contains("before its deployment did");
        assertThat(browser.text(".deploy-hooks-facts")).doesNotContain("Running", "took 0 ms");
        assertThat(browser.text("[role=status]")).contains("shop → production", "migrate");
        browser.open(address("2/deployHooks/"));
        assertThat(browser.text(".deploy-hooks-facts")).contains("Aborted");
    }

    /** Opens the page of a build, and waits until the hook that takes its time runs. */
    private void isRunning(int build) throws MalformedURLException {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(dir.resolve("waiting")));
        browser.open(address(build + "/deployHooks/"));
        browser.until(row("migrate") + ".innerText.includes('Running') && " + row("migrate")
                + ".querySelector('a') !== null");
    }

    private static String row(String hook) {
        return "[...document.querySelectorAll('.deploy-hooks-step')].find(row => row.innerText.includes('" + hook
                + "'))";
    }

    private String address(String path) throws MalformedURLException {
        return jenkins.getUrl() + "job/shop/" + path;
    }
}
