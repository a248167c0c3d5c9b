package io.jenkins.plugins.deployhooks.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * What people see: real builds of a real Jenkins in a real browser, with the policy for contents of pages in force. With
 * {@code -Dpictures.update=true} what is seen becomes the pictures of the documentation.
 */
@Requirement("J")
class PagesInChromiumTest extends InChromium {
    private String script() {
        return """
            node {
              deleteDir()
              writeFile file: 'source', text: fileExists('%1$s/fine') ? '1' : '2'
              withDeployLifecycle(app: 'shop', environment: 'production', profile: 'native', cache: true, hooks: [
                  lifecycleHook(event: 'preBuild', name: 'dependencies', run: '''printf "\\\\033[32m✔\\\\033[0m 214 packages\\\\n\\\\033[1;33mWARN\\\\033[0m left-pad is <b>deprecated</b>\\\\n\\\\033[31m1 vulnerability\\\\033[0m (\\\\033[36mlow\\\\033[0m)\\\\nsee https://example.org/advisories/17\\\\n"'''),
                  lifecycleHook(event: 'postBuild', name: 'assets', retries: 1, run: 'sleep 0.4; test $DEPLOY_ATTEMPT = 2'),
                  lifecycleHook(event: 'postBuild', name: 'licences', onFailure: 'unstable', run: 'test -e %1$s/fine || { echo "GPL-3.0 in left-pad"; exit 4; }'),
                  lifecycleHook(event: 'preRun', name: 'migrate', run: 'if test -e %1$s/wait; then echo "migration 41 of 96"; touch %1$s/waiting; while [ ! -e %1$s/go ]; do sleep 0.1; done; fi; test -e %1$s/fine || { echo "ERROR: relation <b>orders</b> does not exist"; exit 3; }'),
                  lifecycleHook(event: 'runSucceeded', name: 'notify', run: 'true'),
                  lifecycleHook(event: 'runFailed', name: 'alert', run: 'sleep 0.1'),
                  lifecycleHook(event: 'cleanup', run: 'rm -f .npmrc')]) {
                deployHooks('build') { sh 'sleep 0.5; echo made > made' }
                deployHooks('run') { sh 'sleep 0.3' }
              }
            }
            """.formatted(dir);
    }

    private static WorkflowJob job(JenkinsRule rule) {
        return Objects.requireNonNull(rule.jenkins.getItemByFullName("shop", WorkflowJob.class));
    }

    private void build(Result result) throws Throwable {
        String wanted = result.toString();
        jenkins.runRemotely(rule -> {
            rule.assertBuildStatus(Result.fromString(wanted), job(rule).scheduleBuild2(0));
        });
    }

    private String address(String path) throws MalformedURLException {
        return jenkins.getUrl() + "job/shop/" + path;
    }

    @Test
    void peopleSeeWhatHappened() throws Throwable {
        jenkins.startJenkins();
        String script = script();
        jenkins.runRemotely(rule -> {
            rule.createProject(WorkflowJob.class, "shop").setDefinition(new CpsFlowDefinition(script, true));
        });
        Files.createFile(dir.resolve("fine"));
        build(Result.SUCCESS);
        build(Result.SUCCESS);
        Files.delete(dir.resolve("fine"));
        build(Result.FAILURE);

        browser.show(1200, 960, false);
        gallery.look("deployment", address("1/deployHooks/"));
        gallery.look("failed", address("3/deployHooks/"));
        assertThat(browser.text("body")).contains("<b>orders</b> does not exist", "exit code 3", "Not from cache");
        assertThat(browser.evaluate("document.querySelectorAll('.deploy-hooks-tail b').length")
                        .asInt())
                .isZero();
        gallery.dark("failed-dark");
        browser.show(480, 900, false);
        browser.open(address("3/deployHooks/"));
        gallery.judge("failed, in a narrow window");
        browser.show(1200, 480, false);
        gallery.look("build", address("3/"));
        assertThat(browser.text(".deploy-hooks-summary-list"))
                .contains("Failed", "shop → production", "preRun/migrate failed", "Exit code 3");
        browser.show(1200, 560, false);
        gallery.look("log", logOf(3, "dependencies"));
        assertThat(colour(".deploy-hooks-fg-2")).isNotEqualTo(colour("pre"));
        gallery.dark("log-dark");
        browser.show(1200, 1200, false);
        gallery.look("job", address("deployArchives/"));
        assertThat(browser.text("#main-panel"))
                .contains(
                        "#3",
                        "#1",
                        "Failed",
                        "Succeeded",
                        "shop → production",
                        "preRun: migrate",
                        "Archives",
                        "Delete");
        assertThat(browser.evaluate("document.querySelectorAll('.deploy-hooks-trend rect').length")
                        .asInt())
                .isGreaterThan(5);
        gallery.dark("job-dark");
        browser.show(1200, 960, false);
        byKeyboard();
        longWordsAreNotCut();
        isReadInItsOrder();
        whileItRuns();
        anArchiveIsDeleted();
        assertThat(gallery.faults()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    private String logOf(int build, String hook) throws MalformedURLException {
        browser.open(address(build + "/deployHooks/"));
        return browser.evaluate("[...document.querySelectorAll('tr')].find(row => row.innerText.includes('" + hook
                        + "')).querySelector('a').href")
                .asText();
    }

    private String colour(String selector) {
        return browser.evaluate("getComputedStyle(document.querySelector('" + selector + "')).color")
                .asText();
    }

    /** Every link of the table can be reached without a mouse. */
    private void byKeyboard() throws MalformedURLException {
        browser.open(address("3/deployHooks/"));
        String links = "[...document.querySelectorAll('.deploy-hooks-steps a')]";
        int count = browser.evaluate(links + ".length").asInt();
        browser.evaluate(links + "[0].focus()");
        int reached = 1;
        for (int presses = 0; presses < 3 * count && reached < count; presses++) {
            browser.press("Tab");
            if (browser.evaluate(links + "[" + reached + "] === document.activeElement")
                    .asBoolean()) {
                reached++;
            }
        }
        assertThat(reached).isEqualTo(count).isGreaterThan(10);
    }

    /** What somebody hears who does not see the page, and that everything there has a name. */
    private void isReadInItsOrder() throws MalformedURLException {
        browser.open(address("3/deployHooks/"));
        List<String> read = browser.read("#main-panel");
        assertThat(read)
                .containsSubsequence(
                        "heading: Deploy hooks",
                        "status:  (polite)",
                        "region: shop → production",
                        "heading: shop → production",
                        "StaticText: Failed",
                        "table: Steps of the deployment shop → production",
                        "columnheader: Event",
                        "columnheader: Hook",
                        "columnheader: State",
                        "cell: preBuild",
                        "rowheader: dependencies",
                        "cell: Succeeded",
                        "link: Log of preBuild: dependencies",
                        "cell: preRun",
                        "rowheader: migrate",
                        "cell: Failed exit code 3",
                        "link: Log of preRun: migrate",
                        "group: Last lines of preRun: migrate")
                .noneMatch(line -> line.matches("(link|button|image|heading|table|region|log|columnheader): *"));
        browser.open(logOf(3, "dependencies"));
        List<String> log = browser.read("#main-panel");
        assertThat(log)
                .containsSubsequence(
                        "heading: preBuild: dependencies",
                        "link: Download",
                        "StaticText: Succeeded",
                        "link: All hooks of this build",
                        "region: Output");
    }

    /** Whatever hooks are called and have written, the links beside them are seen. */
    private void longWordsAreNotCut() throws MalformedURLException {
        browser.open(address("3/deployHooks/"));
        for (String place : List.of("td[role=rowheader]", ".deploy-hooks-tail", ".deploy-hooks-tries li")) {
            browser.evaluate(
                    "document.querySelector('.deploy-hooks-steps " + place + "').textContent = 'long'.repeat(99)");
        }
        assertThat(browser.evaluate(Gallery.CUT).asBoolean()).isFalse();
    }

    private void anArchiveIsDeleted() throws MalformedURLException {
        browser.open(address("deployArchives/"));
        String archives = "document.querySelectorAll('.deploy-hooks-key').length";
        int before = browser.evaluate(archives).asInt();
        assertThat(before).isPositive();
        // Before Jenkins' script has come to the link a click does nothing.
        browser.until("document.querySelector('dialog[open]') !== null"
                + " || document.querySelector('#main-panel .confirmation-link').click()");
        assertThat(browser.text("dialog[open]")).contains("Delete the archive");
        browser.evaluate("document.querySelector('dialog[open] button[data-id=ok]').click()");
        browser.until("document.readyState === 'complete' && document.querySelector('dialog[open]') === null && "
                + archives + " === " + (before - 1));
    }

    private void whileItRuns() throws Throwable {
        Files.createFile(dir.resolve("fine"));
        Files.createFile(dir.resolve("wait"));
        jenkins.runRemotely(rule -> {
            job(rule).scheduleBuild2(0).waitForStart();
        });
        String page = address("4/deployHooks/");
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(dir.resolve("waiting")));
        gallery.look("running", page);
        browser.open(logOf(4, "migrate"));
        browser.until("document.querySelector('#out').innerText.includes('migration 41 of 96')");
        browser.open(page);
        String links = "[...document.querySelectorAll('.deploy-hooks-timeline a')].map(link => link.href).join()";
        String before = browser.evaluate(links).asText();
        String first = "document.querySelector('.deploy-hooks-links a')";
        String name =
                browser.evaluate(first + ".focus(), " + first + ".ariaLabel").asText();
        Files.createFile(dir.resolve("go"));
        // Nobody loads the page anew.
        browser.until("!document.body.innerText.includes('Running')");
        assertThat(browser.text(".deploy-hooks-facts")).contains("Succeeded");
        gallery.judge("running, when it has ended");
        assertThat(browser.evaluate(links).asText().split(",")).contains(before.split(","));
        assertThat(browser.evaluate("document.activeElement.ariaLabel").asText())
                .isEqualTo(name)
                .contains(" of ");
    }
}
