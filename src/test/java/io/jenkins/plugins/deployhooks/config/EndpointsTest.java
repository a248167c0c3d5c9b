package io.jenkins.plugins.deployhooks.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Item;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.assertj.core.api.SoftAssertions;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
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

    /** Of each check: its name, a wrong value, what is said of it, and a right value. Where names are alike, with the form. */
    private static final String FIELDS = """
            checkApp|a\\nb|a name is one line of at most 100 characters|shop
            checkEnvironment|a\\nb|a name is one line of at most 100 characters|production
            checkInstance|a\\nb|one line|queue
            checkFile|../x.yml|relative to the root|ci/deploy.yml
            checkTimeout|5 minutes|did you mean 5m?|5m
            checkMaximumTimeout|5 minutes|did you mean 5m?|5m
            checkInactivityTimeout|5 minutes|did you mean 5m?|5m
            checkKillGrace|5 minutes|did you mean 5m?|5m
            checkBackoff|5 minutes|did you mean 5m?|5m
            checkRetries|1000|from 0 to 100 is wanted|2
            checkShell|/bin/zsh|did you mean #!/bin/zsh?|bash
            checkDir|../elsewhere|write|app
            checkScript|/bin/x|write|ci/x.sh
            checkRun| |write|make
            checkName|a/b|choose another name|migrate
            DeployHooksStep.checkName|prebuild|did you mean preBuild?|build
            checkEvent|prerun|did you mean preRun?|preRun
            checkEnv|B|write|A=1
            checkLogMegabytes|-1|write a number from 1|100
            checkDirectory|backup|write a path from the root|/srv/archives
            checkEntries|many|write one from 1|100
            checkMegabytes|many|write one from 1|100
            checkJobMegabytes|many|write one from 1|100
            checkAllMegabytes|many|write one from 1|100
            checkJobDays|many|write one from 1|100""";

    /** One of what each list has. */
    private static final Map<String, String> OFFERED = Map.of(
            "fillProfileItems", "clever-cloud",
            "fillRepositoryHooksItems", "none",
            "fillFormatItems", "tar.gz",
            "fillPositionItems", "after",
            "fillOnFailureItems", "unstable",
            "fillEventItems", "preRun",
            "fillCacheItems", "true",
            "fillNameItems", "build");

    /** What is wrong for a field, what is said of that, and what is right. */
    private record Field(String wrong, String advice, String right) {}

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
        return response(method, user, path + "?value=5m&maximumTimeout=").getStatusCode();
    }

    private static WebResponse response(HttpMethod method, String user, String path) throws Exception {
        WebRequest request = new WebRequest(new URL(client.getContextPath() + path), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        if (!user.equals("anonymous")) {
            String login = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
            request.setAdditionalHeader("Authorization", "Basic " + login);
        }
        return client.getPage(request).getWebResponse();
    }

    /** Each endpoint answers {@code wanted} to the users in it, and to nobody else; and to nothing but POST. */
    private static void assertAnswers(String around, List<String> endpoints, Map<String, Integer> wanted)
            throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (String endpoint : endpoints) {
            String path = around + endpoint;
            for (String user : USERS) {
                all.assertThat(status(HttpMethod.POST, user, path))
                        .as(path + " for " + user)
                        .isEqualTo(wanted.getOrDefault(user, 403));
            }
            all.assertThat(status(HttpMethod.GET, "admin", path))
                    .as(path + " by GET")
                    .isIn(404, 405);
        }
        all.assertAll();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Test
    void onlyAdministratorsGetAnAnswerToWhatTheirFormsAsk() throws Exception {
        List<String> global = endpoints(true).toList();
        assertThat(global).hasSizeGreaterThan(15);
        assertAnswers("", global, Map.of("admin", 200));
    }

    @Test
    void whoMayConfigureAJobGetsAnAnswerToWhatItsFormsAsk() throws Exception {
        List<String> others = endpoints(false).toList();
        assertThat(others).hasSizeGreaterThan(10);
        // Whoever must not even see the job is told that there is none.
        assertAnswers("job/job/", others, Map.of("admin", 200, "configurer", 200, "stranger", 404));
    }

    @Test
    void withoutAJobWhoeverMaySeeThisJenkinsIsToldWhatTheDocumentationTells() throws Exception {
        assertAnswers(
                "",
                endpoints(false).filter(path -> path.contains("OnFailure")).toList(),
                Map.of("admin", 200, "configurer", 200, "reader", 200, "stranger", 200));
    }

    /** What an administrator is told by the check or the list of an endpoint where {@code value} is entered. */
    private static String answer(String endpoint, String value) throws Exception {
        WebResponse response = response(
                HttpMethod.POST,
                "admin",
                endpoint + "?value=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&maximumTimeout=");
        assertThat(response.getStatusCode()).as(endpoint).isEqualTo(200);
        return response.getContentAsString();
    }

    @Test
    void eachCheckSaysWhatIsWrongAndWhatToDoAndLetsPassWhatIsRight() throws Exception {
        Map<String, Field> fields = Stream.of(FIELDS.split("\n"))
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(line -> line[0], line -> new Field(line[1], line[2], line[3])));
        int checks = 0;
        SoftAssertions all = new SoftAssertions();
        for (String endpoint : Stream.concat(endpoints(true), endpoints(false)).toList()) {
            String[] path = endpoint.split("[/.]");
            String form = path[path.length - 2] + "." + path[path.length - 1];
            String check = path[path.length - 1];
            if (check.startsWith("check")) {
                Field field = fields.getOrDefault(form, fields.get(check));
                assertThat(field).as("values for " + form).isNotNull();
                all.assertThat(answer(endpoint, field.wrong().replace("\\n", "\n")))
                        .as(form + " with " + field.wrong())
                        .contains("class=\"error\"", field.advice());
                all.assertThat(answer(endpoint, field.right()))
                        .as(form + " with " + field.right())
                        .doesNotContain("class=\"error\"");
                checks++;
            }
        }
        all.assertAll();
        assertThat(checks).isGreaterThan(40);
    }

    @Test
    void eachListOffersWhatThereIs() throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (String endpoint : Stream.concat(endpoints(true), endpoints(false)).toList()) {
            String list = endpoint.substring(endpoint.lastIndexOf('/') + 1);
            if (list.startsWith("fill")) {
                assertThat(OFFERED).as(endpoint).containsKey(list);
                all.assertThat(answer(endpoint, "")).as(endpoint).contains('"' + OFFERED.get(list) + '"');
            }
        }
        all.assertAll();
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
