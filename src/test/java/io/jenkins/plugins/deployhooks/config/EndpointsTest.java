package io.jenkins.plugins.deployhooks.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may see and change what an administrator says, and what a form answers. */
@WithJenkins
class EndpointsTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("configurer", "reader", "anonymous")
                .grant(Item.READ, Item.CONFIGURE, Item.CREATE)
                .everywhere()
                .to("configurer"));
    }

    private static List<Descriptor<?>> descriptors() {
        return List.of(
                DeployHooksConfiguration.get(),
                jenkins.jenkins.getDescriptorOrDie(AdministratorHook.class),
                jenkins.jenkins.getDescriptorOrDie(ArchiveSettings.class));
    }

    /** Every web method of ours there is. */
    private static List<String> endpoints() {
        return descriptors().stream()
                .flatMap(descriptor -> Stream.of(descriptor.getClass().getDeclaredMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("do"))
                        .map(name -> descriptor.getDescriptorUrl() + "/"
                                + name.substring(2, 3).toLowerCase(Locale.ROOT) + name.substring(3)))
                .sorted()
                .toList();
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        client.getOptions().setPrintContentOnFailingStatusCode(false);
        // whoever has not logged in is sent to do so by a page with the status 403
        client.setRefreshHandler((page, url, seconds) -> {});
        return user.equals("anonymous") ? client : client.login(user);
    }

    private static int status(JenkinsRule.WebClient client, HttpMethod method, String path) throws Exception {
        WebRequest request =
                new WebRequest(new URL(client.getContextPath() + path + "?value=5m&maximumTimeout="), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    @Test
    void onlyAdministratorsGetAnAnswerAndOnlyToAPost() throws Exception {
        assertThat(endpoints()).hasSizeGreaterThan(15);
        for (String user : List.of("admin", "configurer", "reader", "anonymous")) {
            try (JenkinsRule.WebClient client = client(user)) {
                for (String endpoint : endpoints()) {
                    assertThat(status(client, HttpMethod.POST, endpoint))
                            .as(endpoint + " for " + user)
                            .isEqualTo(user.equals("admin") ? 200 : 403);
                    if (user.equals("admin")) {
                        assertThat(status(client, HttpMethod.GET, endpoint))
                                .as(endpoint + " by GET")
                                .isIn(404, 405);
                    }
                }
            }
        }
    }

    @Test
    void onlyAdministratorsSeeAndChangeThePage() throws Exception {
        DeployHooksConfiguration.get().setKillGrace("21s");
        try (JenkinsRule.WebClient client = client("admin")) {
            assertThat(client.goTo("manage/configure").asXml()).contains("21s");
        }
        for (String user : List.of("configurer", "reader", "anonymous")) {
            try (JenkinsRule.WebClient client = client(user)) {
                assertThat(status(client, HttpMethod.GET, "manage/configure")).isEqualTo(403);
                assertThat(status(client, HttpMethod.POST, "manage/configSubmit"))
                        .isEqualTo(403);
            }
        }
        assertThat(DeployHooksConfiguration.get().getKillGrace()).isEqualTo("21s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timeout|90|OK|<div",
                "timeout|none|WARNING|longer than the maximum; hooks get 1h",
                "timeout|1,5h|ERROR|'timeout' is '1,5h'",
                "maximumTimeout|5M|ERROR|did you mean 5m?",
                "killGrace|soon|ERROR|'killGrace' is 'soon'",
                "event|preRun|OK|runs where the profile is native or clever-cloud",
                "event|predeploy|ERROR|no profile has an event",
                "name|``|ERROR|give it a name",
                "name|CON|ERROR|is a device's name on Windows, choose another name",
                "run|` `|ERROR|write the command",
                "shell|/bin/zsh|ERROR|did you mean #!/bin/zsh?",
                "hookTimeout|-3|ERROR|never negative",
                "entries|many|ERROR|no whole number; write one from 1 to",
                "jobDays|0|ERROR|out of range",
                "megabytes|``|OK|<div",
            })
    void theFormSaysWhatToDo(String field, String value, FormValidation.Kind kind, String message) {
        FormValidation answer = answer(field, value);
        assertThat(answer.kind).isEqualTo(kind);
        assertThat(answer.renderHtml().replace("&#039;", "'").replace("&#39;", "'"))
                .contains(message);
    }

    private static FormValidation answer(String field, String value) {
        DeployHooksConfiguration page = DeployHooksConfiguration.get();
        AdministratorHook.DescriptorImpl hook =
                (AdministratorHook.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(AdministratorHook.class);
        ArchiveSettings.DescriptorImpl archives =
                (ArchiveSettings.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(ArchiveSettings.class);
        return switch (field) {
            case "timeout" -> page.doCheckTimeout(value, "1h");
            case "maximumTimeout" -> page.doCheckMaximumTimeout(value);
            case "killGrace" -> page.doCheckKillGrace(value);
            case "event" -> hook.doCheckEvent(value);
            case "name" -> hook.doCheckName(value);
            case "run" -> hook.doCheckRun(value);
            case "shell" -> hook.doCheckShell(value);
            case "hookTimeout" -> hook.doCheckTimeout(value);
            case "entries" -> archives.doCheckEntries(value);
            case "jobDays" -> archives.doCheckJobDays(value);
            case "megabytes" -> archives.doCheckMegabytes(value);
            default -> throw new IllegalArgumentException(field);
        };
    }
}
