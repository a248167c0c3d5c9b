package io.jenkins.plugins.deployhooks.ui;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Run;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.assertj.core.api.SoftAssertions;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who gets an answer of pages of builds and jobs, and of what is below them, by which verb. */
@WithJenkins
class PageEndpointsTest {
    private static final List<String> USERS = List.of("admin", "configurer", "reader", "stranger", "anonymous");
    private static final Map<String, Integer> SEEN = Map.of("admin", 200, "configurer", 200, "reader", 200);

    private static JenkinsRule jenkins;
    private static JenkinsRule.WebClient client;
    private static Run<?, ?> run;
    private static String log;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        WorkflowJob job = rule.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition("""
            node {
              writeFile file: 'all', text: 'x'
              withDeployLifecycle(profile: 'native', cache: true, hooks: [
                  lifecycleHook(event: 'preBuild', run: 'echo "kept for readers"')]) {
                deployHooks('build') { echo 'built' }
              }
            }
            """, true));
        run = rule.buildAndAssertSuccess(job);
        log = run.getAction(DeployHooksAction.class).getDeployments().get(0).getSteps().stream()
                .filter(step -> step.getEvent() != null)
                .findFirst()
                .orElseThrow()
                .getLogUrl();
        client = rule.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        client.getOptions().setRedirectEnabled(false);
        client.getOptions().setPrintContentOnFailingStatusCode(false);
        // every request is one of a user by himself
        client.getCookieManager().setCookiesEnabled(false);
        // whoever has not logged in is sent to do so by a page with the status 403
        client.setRefreshHandler((page, url, seconds) -> {});
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
    }

    @AfterAll
    static void close() {
        client.close();
    }

    /** Nobody without a login sees a job; where they may see this Jenkins, each is told that there is no such page. */
    private static int protect(boolean open) {
        MockAuthorizationStrategy strategy = new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("configurer", "reader", "stranger")
                .grant(Item.READ)
                .everywhere()
                .to("configurer", "reader")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("configurer");
        jenkins.jenkins.setAuthorizationStrategy(
                open ? strategy.grant(Jenkins.READ).everywhere().to("anonymous") : strategy);
        return open ? 404 : 403;
    }

    private static WebResponse response(HttpMethod method, String user, String path) throws Exception {
        WebRequest request = new WebRequest(new URL(client.getContextPath() + path), method);
        if (method != HttpMethod.GET) {
            client.addCrumb(request);
        }
        if (!user.equals("anonymous")) {
            String login = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
            request.setAdditionalHeader("Authorization", "Basic " + login);
        }
        return client.loadWebResponse(request);
    }

    private static void answers(SoftAssertions all, HttpMethod method, String path, int anonymous) throws Exception {
        for (String user : USERS) {
            WebResponse response = response(method, user, path);
            int other = user.equals("anonymous") ? anonymous : 404;
            all.assertThat(response.getStatusCode())
                    .as("%s %s by %s", method, path, user)
                    .isEqualTo(SEEN.getOrDefault(user, other));
            if (!SEEN.containsKey(user)) {
                all.assertThat(response.getContentAsString())
                        .as("%s %s by %s", method, path, user)
                        .doesNotContain("kept for readers", "Succeeded", "SUCCEEDED");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverMaySeeTheJobSeesItsPagesAndNobodyElseDoes(boolean open) throws Exception {
        int anonymous = protect(open);
        SoftAssertions all = new SoftAssertions();
        String build = run.getUrl() + "deployHooks/";
        String archives = run.getParent().getUrl() + "deployArchives/";
        for (String page : List.of(
                build,
                build + "timeline",
                build + "api/json",
                log,
                log + "progressiveText",
                log + "progressiveHtml",
                log + "download",
                archives,
                archives + "api/json")) {
            answers(all, HttpMethod.GET, page, anonymous);
        }
        // Jenkins' own pages ask for what follows a log by POST.
        answers(all, HttpMethod.POST, log + "progressiveText", anonymous);
        answers(all, HttpMethod.POST, log + "progressiveHtml", anonymous);
        for (HttpMethod wrong : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)) {
            all.assertThat(response(wrong, "admin", log + "download").getStatusCode())
                    .as("download by %s", wrong)
                    .isIn(404, 405);
        }
        all.assertAll();
        assertThat(response(HttpMethod.GET, "reader", log + "download").getContentAsString())
                .contains("kept for readers");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyWhoMayDeleteArchivesDoesAndByPostAlone(boolean open) throws Exception {
        int anonymous = protect(open);
        String path = run.getParent().getUrl() + "deployArchives/";
        String kept = response(HttpMethod.GET, "reader", path + "api/json").getContentAsString();
        String delete = path + "delete?id="
                + JSONObject.fromObject(kept)
                        .getJSONArray("archives")
                        .getJSONObject(0)
                        .getString("id");
        Map<String, Integer> refused = Map.of("reader", 403, "stranger", 404, "anonymous", anonymous);
        SoftAssertions all = new SoftAssertions();
        for (Map.Entry<String, Integer> user : refused.entrySet()) {
            all.assertThat(response(HttpMethod.POST, user.getKey(), delete).getStatusCode())
                    .as(user.getKey())
                    .isEqualTo(user.getValue());
        }
        for (HttpMethod wrong : List.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE)) {
            all.assertThat(response(wrong, "admin", delete).getStatusCode())
                    .as("delete by %s", wrong)
                    .isIn(404, 405);
        }
        all.assertAll();
        assertThat(response(HttpMethod.GET, "reader", path + "api/json").getContentAsString())
                .isEqualTo(kept);
        for (String user : List.of("configurer", "admin")) {
            assertThat(response(HttpMethod.POST, user, path + "delete?id=none").getContentAsString())
                    .contains("the job has no archive of this id");
        }
        assertThat(response(HttpMethod.POST, open ? "admin" : "configurer", delete)
                        .getStatusCode())
                .isEqualTo(302);
        assertThat(response(HttpMethod.GET, "reader", path + "api/json").getContentAsString())
                .doesNotContain("\"id\":\"" + delete.substring(delete.indexOf('=') + 1));
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .toEveryone());
        // For the next one.
        jenkins.buildAndAssertSuccess((WorkflowJob) run.getParent());
    }
}
