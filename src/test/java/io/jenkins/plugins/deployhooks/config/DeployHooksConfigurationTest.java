package io.jenkins.plugins.deployhooks.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an administrator says, as code and on the page. */
@WithJenkins
@Requirement("J")
class DeployHooksConfigurationTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(unclassified:\n.*?)```", Pattern.DOTALL);

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void forget() {
        configuration().setProfile(null);
        configuration().setTimeout(null);
        configuration().setMaximumTimeout(null);
        configuration().setKillGrace(null);
        configuration().setRepositoryHooks(null);
        configuration().setHooks(null);
        configuration().setArchives(null);
    }

    private static DeployHooksConfiguration configuration() {
        return DeployHooksConfiguration.get();
    }

    private static void configure(String yaml) throws Exception {
        ByteArrayInputStream input = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        ConfigurationAsCode.get().configureWith(YamlSource.of(input));
    }

    /** The lines of our part of the exported configuration. */
    private static List<String> exported() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .dropWhile(line -> !line.startsWith("  deployHooks:"))
                .takeWhile(line -> line.startsWith("  deployHooks:") || line.startsWith("    "))
                .map(line -> line.replace("\"", ""))
                .toList();
    }

    private static String guide() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Repository.root().resolve("docs/administration.md")));
        assertThat(example.find()).isTrue();
        return example.group(1);
    }

    private static String saved() throws IOException {
        return Files.readString(
                jenkins.jenkins.getRootDir().toPath().resolve(DeployHooksConfiguration.class.getName() + ".xml"));
    }

    /** The names of the values that are saved. */
    private static List<String> elements() throws IOException {
        return Pattern.compile("^  <(\\w+)", Pattern.MULTILINE)
                .matcher(saved())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void theExampleOfTheGuideGoesInAndComesOutAgain() throws Exception {
        configure(guide());
        assertThat(configuration().maximum()).hasToString("1h");
        assertThat(configuration().archiveSettings().job().bytes()).isEqualTo(20_000_000_000L);
        assertThat(configuration().archiveSettings().limits().entries()).isEqualTo(1_000_000);
        assertThat(configuration().administration().before().entries()).containsOnlyKeys("preRun");
        assertThat(configuration().administration().after().entries()).containsOnlyKeys("cleanup");
        assertThat(exported()).containsExactlyElementsOf(guide().lines().skip(1).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timeout: 5 minutes|did you mean 5m?",
                "maximumTimeout: 0|write none for no limit or remove the key",
                "killGrace: -1|a duration is never negative",
                "profile: clevercloud|did you mean clever-cloud?",
                "repositoryHooks: some|write all or none",
                "archives: {entries: 0}|archives, entries: 0 is out of range; write a number from 1",
                "archives: {jobDays: 99999}|archives, jobDays: 99999 is out of range; write a number from 1 to 36500",
                "hooks: [{event: preBild, name: a, run: echo}]|did you mean preBuild?",
                "hooks: [{event: preRun, name: a/b, run: echo}]|choose another name",
                "hooks: [{event: preRun, name: a, run: ''}]|'run' is empty",
                "hooks: [{event: preRun, name: a, run: echo, shell: /bin/sh}]|did you mean #!/bin/sh?",
                "hooks: [{event: preRun, name: a, run: echo, position: first}]|write before or after",
                "hooks: [{event: preRun, name: a, run: echo, onFailure: stop}]|one of fail, unstable, warn, ignore",
            })
    void aValueThatIsWrongIsRefusedWithWhatToDo(String line, String advice) throws Exception {
        assertThatThrownBy(() -> configure("unclassified: {deployHooks: {" + line + "}}"))
                .satisfies(fault -> assertThat(causes(fault)).contains("Deploy Hooks: ", advice));
        assertThat(elements()).isEmpty();
    }

    private static String causes(Throwable fault) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append('\n');
        }
        return text.toString();
    }

    @Test
    void onlyWhatDiffersFromTheDefaultsIsSaved() throws Exception {
        configure("unclassified: {deployHooks: {killGrace: 20s, repositoryHooks: all, maximumTimeout: none,"
                + " archives: {jobDays: 30, allMegabytes: 50000}}}");
        assertThat(elements()).containsExactly("killGrace");
        configuration().setKillGrace("");
        assertThat(elements()).isEmpty();
    }

    @Test
    void thePageKeepsWhatItShowsAndAddsNothing() throws Exception {
        jenkins.configRoundtrip();
        assertThat(elements()).isEmpty();
        configure(guide());
        String before = saved();
        jenkins.configRoundtrip();
        assertThat(saved()).isEqualTo(before);
        configuration().setHooks(List.of());
        jenkins.configRoundtrip();
        assertThat(configuration().getHooks()).isNull();
    }

    @Test
    void whatTheFormRefusesLeavesEverythingAsItWas() throws Exception {
        configure(guide());
        String before = saved();
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.goTo("manage/configure").getFormByName("config");
            form.getInputByName("_.killGrace").setValue("1s");
            form.getInputByName("_.maximumTimeout").setValue("5 minutes");
            assertThatThrownBy(() -> jenkins.submit(form))
                    .isInstanceOfSatisfying(
                            FailingHttpStatusCodeException.class,
                            fault -> assertThat(fault.getResponse().getContentAsString())
                                    .contains("did you mean 5m?"));
        }
        assertThat(configuration().getKillGrace()).isEqualTo("30s");
        assertThat(configuration().getHooks()).hasSize(2);
        assertThat(saved()).isEqualTo(before);
    }
}
