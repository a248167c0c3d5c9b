package io.jenkins.plugins.deployhooks.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What people see: real builds in a real browser, with the policy for contents of pages in force. With {@code
 * -Dpictures.update=true} what is seen becomes the pictures of the documentation.
 */
@WithJenkins
@Requirement("J")
class PagesInChromiumTest {
    private static final String POLICY = "jenkins.security.csp.CspHeader.headerName";

    @TempDir
    private static Path profile;

    @TempDir
    private Path dir;

    private static Chromium browser;
    private JenkinsRule jenkins;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> installed = Chromium.installed();
        Assumptions.assumeTrue(
                installed.isPresent(),
                "no Chromium is installed, so the pages were not looked at: install Debian's package chromium, or name"
                        + " one in the variable CHROMIUM");
        System.setProperty(POLICY, "Content-Security-Policy");
        browser = Chromium.start(installed.get(), profile);
    }

    @AfterAll
    static void end() throws Exception {
        System.clearProperty(POLICY);
        if (browser != null) {
            browser.close();
        }
    }

    private WorkflowJob job() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        String script = """
            node {
              deleteDir()
              writeFile file: 'source', text: '1'
              withDeployLifecycle(app: 'shop', environment: 'production', profile: 'native', cache: true, hooks: [
                  lifecycleHook(event: 'preBuild', name: 'dependencies', run: 'sleep 0.2; printf "\\\\033[32mok\\\\033[0m 214 packages, \\\\033[33m2 warnings\\\\033[0m\\\\n"'),
                  lifecycleHook(event: 'postBuild', name: 'assets', retries: 1, run: 'sleep 0.4; test $DEPLOY_ATTEMPT = 2'),
                  lifecycleHook(event: 'postBuild', name: 'licences', onFailure: 'unstable', run: 'sleep 0.1; test -e %1$s/fine || { echo "GPL-3.0 in left-pad"; exit 4; }'),
                  lifecycleHook(event: 'preRun', name: 'migrate', run: 'test ! -e %1$s/wait || { echo "migration 41 of 96"; while [ ! -e %1$s/go ]; do sleep 0.1; done; }; test -e %1$s/fine || { echo "ERROR: relation \\"<b>orders</b>\\" does not exist"; exit 3; }'),
                  lifecycleHook(event: 'runSucceeded', name: 'notify', run: 'true'),
                  lifecycleHook(event: 'runFailed', name: 'alert', run: 'sleep 0.1'),
                  lifecycleHook(event: 'cleanup', run: 'rm -f .npmrc')]) {
                deployHooks('build') { sh 'sleep 0.5; echo made > made' }
                deployHooks('run') { sh 'sleep 0.3' }
              }
            }
            """.formatted(dir);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private String address(String path) throws IOException {
        return jenkins.getURL() + path;
    }

    @Test
    void peopleSeeWhatHappened(JenkinsRule rule) throws Exception {
        jenkins = rule;
        WorkflowJob job = job();
        Files.createFile(dir.resolve("fine"));
        WorkflowRun fine = jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);
        Files.delete(dir.resolve("fine"));
        WorkflowRun failed = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        browser.show(1280, 1000, false);
        look("deployment", address(fine.getUrl() + "deployHooks/"));
        look("failed", address(failed.getUrl() + "deployHooks/"));
        assertThat(text("body"))
                .contains("does not exist", "exit code 3", "Not from cache")
                .doesNotContain("<script");
        assertThat(browser.evaluate("document.querySelectorAll('.deploy-hooks-tail b').length")
                        .asInt())
                .isZero();
        dark("failed-dark");
        browser.show(480, 900, false);
        look("failed-narrow", address(failed.getUrl() + "deployHooks/"));
        browser.show(1280, 1000, false);
        look("build", address(failed.getUrl()));
        look("log", logOf(failed, "dependencies"));
        assertThat(colour(".deploy-hooks-fg-2")).isNotEqualTo(colour("pre"));
        dark("log-dark");
        look("job", address(job.getUrl() + "deployArchives/"));
        dark("job-dark");
        byKeyboard(job);
        whileItRuns(job);
        assertThat(browser.complaints()).isEmpty();
    }

    private String logOf(WorkflowRun run, String hook) throws IOException {
        browser.open(address(run.getUrl() + "deployHooks/"));
        return browser.evaluate("[...document.querySelectorAll('tr')].find(row => row.innerText.includes('" + hook
                        + "')).querySelector('a').href")
                .asText();
    }

    private void whileItRuns(WorkflowJob job) throws Exception {
        Files.createFile(dir.resolve("fine"));
        Files.createFile(dir.resolve("wait"));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        String page = address(run.getUrl() + "deployHooks/");
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            browser.open(page);
            return text("body").contains("Running") && !logOf(run, "migrate").isEmpty();
        });
        look("running", page);
        String log = logOf(run, "migrate");
        browser.open(log);
        browser.until("document.body.innerText.includes('migration 41 of 96')");
        browser.open(page);
        Files.createFile(dir.resolve("go"));
        // Nobody loads the page anew.
        browser.until("!document.body.innerText.includes('Running') && document.body.innerText.includes('Succeeded')");
        jenkins.waitForCompletion(run);
    }

    /** Every link of the table can be reached without a mouse, and is seen to have the focus. */
    private void byKeyboard(WorkflowJob job) throws Exception {
        browser.open(address(job.getLastBuild().getUrl() + "deployHooks/"));
        int links = browser.evaluate("document.querySelectorAll('.deploy-hooks-steps a').length")
                .asInt();
        browser.evaluate("document.querySelector('.deploy-hooks-steps a').focus()");
        for (int i = 1; i < links; i++) {
            browser.press("Tab");
            while (browser.evaluate("document.activeElement.tagName !== 'A'").asBoolean()) {
                browser.press("Tab");
            }
        }
        assertThat(browser.evaluate("[...document.querySelectorAll('.deploy-hooks-steps a')].at(-1) ==="
                                + " document.activeElement")
                        .asBoolean())
                .isTrue();
    }

    private String text(String selector) {
        return browser.evaluate("document.querySelector('" + selector + "').innerText")
                .asText();
    }

    private String colour(String selector) {
        return browser.evaluate("getComputedStyle(document.querySelector('" + selector + "')).color")
                .asText();
    }

    /** Opens a page, judges it, and takes its picture. */
    private void look(String name, String address) throws IOException {
        browser.open(address);
        browser.evaluate("document.fonts.ready.then(() => true)");
        judge(name);
        save(name);
    }

    /** The page that is open, in a dark theme. */
    private void dark(String name) throws IOException {
        browser.evaluate("(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`" + resource("dark.css")
                + "`); document.adoptedStyleSheets = [sheet]; })()");
        judge(name);
        save(name);
    }

    private void judge(String name) throws IOException {
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
                        .asBoolean())
                .as(name + " is not wider than the window")
                .isTrue();
        browser.evaluate(resource("/axe.min.js") + "; true");
        // The rest of a page is Jenkins' own.
        JsonNode violations = browser.evaluate("axe.run('#main-panel', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})"
                + ".then(result => result.violations)");
        List<String> found = new ArrayList<>();
        for (JsonNode violation : violations) {
            for (JsonNode node : violation.path("nodes")) {
                String html = node.path("html").asText();
                if (isOurs(node)) {
                    found.add(violation.path("id").asText() + " " + html + " "
                            + node.path("failureSummary").asText());
                }
            }
        }
        assertThat(found).as(name).isEmpty();
    }

    private boolean isOurs(JsonNode node) {
        String target =
                node.path("target").path(0).asText().replace("\\", "\\\\").replace("'", "\\'");
        return browser.evaluate("document.querySelector('" + target
                        + "').closest('[class*=deploy-hooks], .jenkins-table, .jenkins-alert') !== null")
                .asBoolean();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PagesInChromiumTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void save(String name) throws IOException {
        byte[] picture = browser.picture();
        assertThat(picture.length).as(name).isGreaterThan(5_000);
        Path directory = Boolean.getBoolean("pictures.update")
                ? Repository.root().resolve("docs/images")
                : Repository.root().resolve("target/pictures");
        Files.write(Files.createDirectories(directory).resolve(name + ".png"), picture);
    }
}
