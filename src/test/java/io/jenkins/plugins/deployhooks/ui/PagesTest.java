package io.jenkins.plugins.deployhooks.ui;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.ui.archive.JobArchivesAction;
import io.jenkins.plugins.deployhooks.ui.page.DeploymentDetail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.model.experimentalflags.UserExperimentalFlag;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What pages say, to whom, and that nothing of a deployment becomes a part of a page. */
@WithJenkins
@Requirement("J")
class PagesTest {
    /** What must be text wherever it is shown; a name of a hook may have no {@code <}. */
    private static final List<String> CORPUS = List.of(
            "<script>window.hit = 1</script>",
            "<img src=x onerror=hit()>",
            "\"><svg/onload=hit()>",
            "'-hit()-'",
            "${7*7}",
            "&lt;b&gt;",
            "javascript:hit()");

    private static final String ENVIRONMENT = "\"><script>window.hit = 1</script><img src=x onerror=hit()>";
    private static final String HOOK = "${7x7} '-hit()-' &lt;b&gt; &#60;i&#62;";

    private JenkinsRule jenkins;

    private static String groovy(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private Run<?, ?> attacked(WorkflowJob job) throws Exception {
        String all = String.join(" ", CORPUS);
        job.setDefinition(new CpsFlowDefinition(
                """
                node {
                  writeFile file: 'all', text: %s
                  withDeployLifecycle(app: 'shop', environment: %s, profile: 'native', cache: true, hooks: [
                      lifecycleHook(event: 'preBuild', name: %s, run: 'cat all'),
                      lifecycleHook(event: 'postBuild', name: 'noisy', retries: 1, onFailure: 'warn', run: 'cat all; exit 9'),
                      lifecycleHook(event: 'preRun', name: 'last', run: 'cat all; kill -9 $$')]) {
                    deployHooks('build') { echo 'built' }
                    deployHooks('run') { error(%s) }
                  }
                }
                """.formatted(groovy(all), groovy(ENVIRONMENT), groovy(HOOK), groovy(all)), true));
        return jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.getOptions().setPrintContentOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        return client.withBasicCredentials(user);
    }

    private HtmlPage page(String user, String path) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            HtmlPage page = client.goTo(path);
            assertThat(page.getWebResponse().getStatusCode()).as(path).isEqualTo(200);
            return page;
        }
    }

    private int status(String user, String path) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            return client.getPage(client.getContextPath() + path)
                    .getWebResponse()
                    .getStatusCode();
        }
    }

    @Test
    void pagesTellWhatHappenedToThoseWhoMayKnow(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "cleaner", "stranger")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "cleaner")
                .grant(JobArchivesAction.DELETE)
                .everywhere()
                .to("cleaner"));
        WorkflowJob job = rule.createProject(WorkflowJob.class, "shop");
        WorkflowJob plain = rule.createProject(WorkflowJob.class, "plain");
        plain.setDefinition(new CpsFlowDefinition("echo 'no deployment'", true));
        Run<?, ?> none = rule.buildAndAssertSuccess(plain);
        Run<?, ?> run = attacked(job);

        HtmlPage page = page("reader", run.getUrl() + "deployHooks/");
        String text = page.asNormalizedText();
        assertThat(text)
                .contains("shop → ", "Failed", "signal 9", "2 attempts", "exit code 9", "Not from cache", "built-in");
        for (String path : List.of(
                run.getUrl(),
                run.getUrl() + "deployHooks/",
                run.getUrl() + "deployHooks/timeline",
                job.getUrl(),
                job.getUrl() + "deployArchives/",
                logs(page).get(0))) {
            assertHarmless(page("reader", path), path);
            assertThat(status("stranger", path)).as(path).isEqualTo(404);
        }
        isTheSameWhenItIsFetchedAnew(page, run);
        assertThat(text).contains(ENVIRONMENT, HOOK);
        for (String said : CORPUS) {
            assertThat(text).contains(said);
        }
        assertThat(logs(page)).hasSize(3);
        listsBuilds(job, run, none);
        archivesAreDeletedByThoseWhoMay(job);
        theNewPageHasDetails(run);
        whatCannotBeReadHidesNothingElse(job, run);
        archivesWithoutBuilds(job);
    }

    /** What the script of the page fetches by itself leads where the page leads, and has its icons. */
    private void isTheSameWhenItIsFetchedAnew(HtmlPage page, Run<?, ?> run) throws Exception {
        DomNode shown = page.querySelector(".deploy-hooks-timeline");
        HtmlPage fetched = page("reader", run.getUrl() + "deployHooks/timeline");
        for (String attribute : List.of("href", "src", "xlink:href", "id", "class")) {
            assertThat(values(fetched, attribute)).as(attribute).isEqualTo(values(shown, attribute));
        }
        assertThat(values(fetched, "href"))
                .hasSizeGreaterThan(5)
                .contains("/jenkins/" + logs(page).get(0));
        assertThat(fetched.querySelectorAll("svg")).hasSameSizeAs(shown.querySelectorAll("svg"));
    }

    private static List<String> values(DomNode part, String attribute) {
        return part.querySelectorAll("a, img, svg, use, details, tr").stream()
                .map(DomElement.class::cast)
                .filter(element -> element.hasAttribute(attribute))
                .map(element -> element.getAttribute(attribute))
                .toList();
    }

    /** Another version of the plugin has written the reports, or a disk has lost some of one. */
    private void whatCannotBeReadHidesNothingElse(WorkflowJob job, Run<?, ?> run) throws Exception {
        assertThat(page("reader", job.getUrl() + "deployArchives/").asNormalizedText())
                .contains(ENVIRONMENT + ", preRun: last");
        Path report = run.getRootDir().toPath().resolve("deploy-hooks.json");
        String known = Files.readString(report);
        rewrite(
                run,
                known.replace("\"outcome\" : \"failed\"", "\"outcome\" : \"postponed\"")
                        .replace("\"state\" : \"LOST\"", "\"state\" : \"PAUSED\"")
                        .replace("\"state\" : \"SUCCEEDED\"", "\"state\" : \"PAUSED\""));
        assertThat(page("reader", run.getUrl()).asNormalizedText()).contains("postponed shop");
        assertThat(page("reader", run.getUrl() + "deployHooks/").asNormalizedText())
                .contains("postponed", "unknown", "2 attempts", "exit code 9");
        for (String broken : List.of("null", "{}", known.replace("\"deployment\"", "\"other\""), "{")) {
            rewrite(run, broken);
            try (JenkinsRule.WebClient client = client("reader")) {
                assertThat(client.goTo(run.getUrl() + "deployHooks/api/json", "application/json")
                                .getWebResponse()
                                .getContentAsString())
                        .contains("\"deployments\":[]");
            }
            assertThat(page("reader", job.getUrl() + "deployArchives/").asNormalizedText())
                    .contains("#2", "#3")
                    .doesNotContain("#1");
            assertThat(status("reader", run.getUrl())).isEqualTo(200);
        }
    }

    /** Archives outlive the builds that made them, and are found all the same; if they cannot be read, that is said. */
    private void archivesWithoutBuilds(WorkflowJob job) throws Exception {
        String path = job.getUrl() + "deployArchives/";
        for (Run<?, ?> build : List.copyOf(job.getBuilds())) {
            build.delete();
        }
        assertThat(page("reader", job.getUrl()).asNormalizedText()).contains("Deployments");
        assertThat(page("reader", path).querySelectorAll(".deploy-hooks-key")).hasSize(1);
        Path entries = job.getRootDir().toPath().resolve("deploy-hooks/archives/entries");
        Files.move(entries, entries.resolveSibling("moved"));
        Files.createFile(entries);
        assertThat(page("reader", path).asNormalizedText())
                .contains("The archives cannot be listed: ", "entries")
                .doesNotContain("No archives are kept");
    }

    private static void rewrite(Run<?, ?> run, String report) throws IOException {
        Files.writeString(run.getRootDir().toPath().resolve("deploy-hooks.json"), report);
        run.getAction(DeployHooksAction.class).onLoad(run);
    }

    private static List<String> logs(HtmlPage page) {
        return page
                .<DomElement>getByXPath(
                        "//td[contains(@class, 'deploy-hooks-links')]/a[contains(@href, '/log/')][contains(@href,"
                                + " '/deployHooks/')]")
                .stream()
                .map(link -> link.getAttribute("href").replaceFirst("^/jenkins/", ""))
                .toList();
    }

    /** Nothing that a deployment said is a tag or an attribute of the page. */
    private static void assertHarmless(HtmlPage page, String path) {
        assertThat(page.getByXPath("//*[@onerror or @onload]")).as(path).isEmpty();
        assertThat(page.<DomElement>getByXPath("//script").stream().map(DomElement::getTextContent))
                .as(path)
                .noneMatch(script -> script.contains("window.hit"));
        assertThat(page.<DomElement>getByXPath("//a").stream().map(link -> link.getAttribute("href")))
                .as(path)
                .noneMatch(link -> link.startsWith("javascript:"));
        assertThat(page.getByXPath("//*[contains(@class, 'deploy-hooks')]//*[@style or @onclick]"))
                .as(path)
                .isEmpty();
    }

    /** The badge beside a build, the summary on its page; nothing where there was no deployment. */
    private void listsBuilds(WorkflowJob job, Run<?, ?> run, Run<?, ?> none) throws Exception {
        assertThat(run.getAction(DeployHooksAction.class).getBadgeText()).isEqualTo("2 hooks failed");
        assertThat(page("reader", "job/shop/buildHistory/ajax").asXml()).contains("2 hooks failed");
        assertThat(page("reader", run.getUrl())
                        .querySelector(".deploy-hooks-summary-list")
                        .getTextContent())
                .contains("Failed", "preRun/last failed");
        assertThat(page("reader", none.getUrl()).asNormalizedText()).doesNotContain("Deploy hooks");
        assertThat(page("reader", "job/plain/").asNormalizedText()).doesNotContain("Deployments");
        assertThat(page("reader", "job/shop/").asNormalizedText()).contains("Deployments");
        assertThat(page("reader", job.getUrl() + "deployArchives/").asNormalizedText())
                .contains("#1", "preRun: last", "postBuild: noisy", "Longest");
        assertThat(trend(job, "preRun: last")).matches("#1: Failed, .* ms|#1: Failed, .* sec");
        assertThat(trend(job, "preBuild: ")).startsWith("#1: Succeeded, ");
    }

    /** What is said of a column by words, to whoever points at it as to a screen reader; a sign below says that not all is well. */
    private String trend(WorkflowJob job, String hook) throws Exception {
        HtmlPage page = page("reader", job.getUrl() + "deployArchives/");
        DomElement row = page.getFirstByXPath(
                "//tr[td[starts-with(normalize-space(), '" + hook + "')] and .//*[name() = 'svg']]");
        DomElement drawing = row.querySelector(".deploy-hooks-trend");
        String said = drawing.querySelector("title").getTextContent();
        assertThat(drawing.getAttribute("aria-label")).isEqualTo(said);
        DomElement sign = drawing.querySelector(".deploy-hooks-sign");
        assertThat(sign.getAttribute("d").isEmpty()).isEqualTo(said.contains("Succeeded"));
        assertThat(sign.getAttribute("transform")).isEqualTo("translate(0 36)");
        return said;
    }

    private void archivesAreDeletedByThoseWhoMay(WorkflowJob job) throws Exception {
        job.setDefinition(new CpsFlowDefinition("""
            node {
              writeFile file: 'all', text: 'x'
              withDeployLifecycle(profile: 'native', cache: true) {
                deployHooks('build') { echo 'built' }
                deployHooks('run') { echo 'runs' }
              }
            }
            """, true));
        jenkins.buildAndAssertSuccess(job);
        String path = job.getUrl() + "deployArchives/";
        assertThat(page("reader", path).querySelectorAll(".confirmation-link")).isEmpty();
        DomElement link = page("cleaner", path).querySelector(".confirmation-link");
        assertThat(link.getAttribute("data-post")).isEqualTo("true");
        assertThat(link.getAttribute("data-url")).startsWith("delete?id=");
        Run<?, ?> again = jenkins.buildAndAssertSuccess(job);
        assertThat(again.getAction(DeployHooksAction.class).getBadgeText()).isIn("from cache", "unchanged");
    }

    private void theNewPageHasDetails(Run<?, ?> run) throws Exception {
        User reader = User.getById("reader", true);
        String newPage = UserExperimentalFlag.all().stream()
                .filter(flag -> flag.getClass().getSimpleName().startsWith("NewBuildPage"))
                .findFirst()
                .orElseThrow()
                .getFlagKey();
        reader.addProperty(new UserExperimentalFlagsProperty(Map.of(newPage, "true")));
        assertThat(new DeploymentDetail.Factory().createFor(run))
                .singleElement()
                .satisfies(detail -> assertThat(detail.getDisplayName()).endsWith(": Failed"));
        HtmlPage page = page("reader", run.getUrl());
        assertThat(page.<DomElement>getByXPath("//a[contains(@class, 'jenkins-details__item')]").stream()
                        .map(link -> link.getAttribute("href")))
                .contains("/jenkins/" + run.getUrl() + "deployHooks/");
        assertThat(page.<DomElement>getByXPath("//*[contains(@class, 'app-build-bar__tabs')]//a").stream()
                        .map(DomElement::getTextContent)
                        .map(String::strip))
                .contains("Deploy hooks");
        assertHarmless(page, "the new page");
    }
}
