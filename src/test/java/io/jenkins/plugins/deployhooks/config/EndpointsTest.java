package io.jenkins.plugins.deployhooks.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Item;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who gets an answer of which web method of ours. */
@WithJenkins
class EndpointsTest {
    private static final List<String> USERS = List.of("admin", "configurer", "reader", "stranger", "anonymous");

    /** What forms of the administrator ask. */
    private static final Set<Class<?>> GLOBAL = Set.of(
            DeployHooksConfiguration.class,
            AdministratorHook.DescriptorImpl.class,
            ArchiveSettings.DescriptorImpl.class);

    private static JenkinsRule.WebClient client;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
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
                .to("configurer"));
        rule.createProject(WorkflowJob.class, "job");
        client = rule.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        // every request is one of a user by himself
        client.getCookieManager().setCookiesEnabled(false);
        client.getOptions().setPrintContentOnFailingStatusCode(false);
        // whoever has not logged in is sent to do so by a page with the status 403
        client.setRefreshHandler((page, url, seconds) -> {});
    }

    /** Every method of our descriptors that answers requests, by its address without what is around. */
    private static Stream<String> endpoints(boolean global) {
        return ExtensionList.lookup(Descriptor.class).stream()
                .<Class<?>>map(Descriptor::getClass)
                .filter(type ->
                        type.getName().startsWith("io.jenkins.plugins.deployhooks.") && GLOBAL.contains(type) == global)
                .flatMap(type -> Stream.of(type.getMethods())
                        // also of interfaces that forms have in common
                        .filter(method ->
                                method.getDeclaringClass().getName().startsWith("io.jenkins.plugins.deployhooks."))
                        .map(Method::getName)
                        .filter(name -> name.startsWith("do"))
                        .map(name -> "descriptorByName/" + described(type) + "/"
                                + name.substring(2, 3).toLowerCase(Locale.ROOT) + name.substring(3)))
                .sorted();
    }

    private static String described(Class<?> descriptor) {
        return descriptor.getEnclosingClass() == null
                ? descriptor.getName()
                : descriptor.getEnclosingClass().getName();
    }

    private static int status(HttpMethod method, String user, String path) throws Exception {
        WebRequest request =
                new WebRequest(new URL(client.getContextPath() + path + "?value=5m&maximumTimeout="), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        if (!user.equals("anonymous")) {
            String login = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
            request.setAdditionalHeader("Authorization", "Basic " + login);
        }
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    private static void assertAnswers(String path, Map<String, Integer> wanted) throws Exception {
        for (String user : USERS) {
            assertThat(status(HttpMethod.POST, user, path))
                    .as(path + " for " + user)
                    .isEqualTo(wanted.getOrDefault(user, 403));
        }
        assertThat(status(HttpMethod.GET, "admin", path)).as(path + " by GET").isIn(404, 405);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Test
    void onlyAdministratorsGetAnAnswerToWhatTheirFormsAsk() throws Exception {
        List<String> global = endpoints(true).toList();
        assertThat(global).hasSizeGreaterThan(15);
        for (String endpoint : global) {
            assertAnswers(endpoint, Map.of("admin", 200));
        }
    }

    @Test
    void whoMayConfigureAJobGetsAnAnswerToWhatItsFormsAsk() throws Exception {
        List<String> others = endpoints(false).toList();
        assertThat(others).hasSizeGreaterThan(10);
        for (String endpoint : others) {
            // Whoever must not even see the job is told that there is none.
            assertAnswers("job/job/" + endpoint, Map.of("admin", 200, "configurer", 200, "stranger", 404));
        }
    }

    @Test
    void withoutAJobWhoeverMaySeeThisJenkinsIsToldWhatTheDocumentationTells() throws Exception {
        for (String endpoint :
                endpoints(false).filter(path -> path.contains("OnFailure")).toList()) {
            assertAnswers(endpoint, Map.of("admin", 200, "configurer", 200, "reader", 200, "stranger", 200));
        }
    }

    @Test
    void onlyAdministratorsSeeAndChangeThePage() throws Exception {
        DeployHooksConfiguration.get().setKillGrace("21s");
        assertThat(status(HttpMethod.GET, "admin", "manage/configure")).isEqualTo(200);
        for (String user : List.of("configurer", "reader", "stranger", "anonymous")) {
            assertThat(status(HttpMethod.GET, user, "manage/configure")).isEqualTo(403);
            assertThat(status(HttpMethod.POST, user, "manage/configSubmit")).isEqualTo(403);
        }
        assertThat(DeployHooksConfiguration.get().getKillGrace()).isEqualTo("21s");
    }
}
