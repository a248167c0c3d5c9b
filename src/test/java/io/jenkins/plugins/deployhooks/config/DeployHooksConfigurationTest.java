package io.jenkins.plugins.deployhooks.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.casc.yaml.YamlUtils;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.guide.Snippet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.security.csp.impl.CspConfiguration;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.Stapler;

/** What an administrator says, as code and on the page. */
@WithJenkins
@Requirement("J")
class DeployHooksConfigurationTest {
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
        configuration().setLogMegabytes(null);
        configuration().setHooks(null);
        configuration().setArchives(null);
    }

    private static DeployHooksConfiguration configuration() {
        return DeployHooksConfiguration.get();
    }

    private static ConfigurationContext context() {
        return new ConfigurationContext(ConfiguratorRegistry.get());
    }

    /** Our part of a configuration alone: the rest of Jenkins takes long to configure. */
    private static void configure(String yaml) throws Exception {
        ByteArrayInputStream input = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        ConfigurationContext context = context();
        Mapping all = YamlUtils.loadFrom(List.of(YamlSource.of(input)), context);
        CNode ours = all.get("unclassified").asMapping().get("deployHooks");
        context.lookupOrFail(DeployHooksConfiguration.class).configure(ours, context);
    }

    /** The lines of our part of the exported configuration. */
    private static List<String> exported() throws Exception {
        CNode ours = Util.getUnclassifiedRoot(context()).get("deployHooks");
        return Util.toYamlString(ours)
                .lines()
                .map(line -> line.replace("\"", ""))
                .toList();
    }

    private static String guide() {
        List<Snippet> examples = Snippet.of(Snippet.Kind.CONFIGURATION);
        assertThat(examples).as("all of them are loaded here").hasSize(1);
        return examples.get(0).text();
    }

    private static String saved() throws IOException {
        return Files.readString(
                jenkins.jenkins.getRootDir().toPath().resolve(DeployHooksConfiguration.class.getName() + ".xml"));
    }

    /** The names of the values that are saved, but for what nobody says. */
    private static List<String> said() throws IOException {
        return Pattern.compile("^  <(\\w+)", Pattern.MULTILINE)
                .matcher(saved())
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("formerDirectories"))
                .toList();
    }

    @Test
    void theExampleOfTheGuideGoesInAndComesOutAgain() throws Exception {
        ByteArrayInputStream input = new ByteArrayInputStream(guide().getBytes(StandardCharsets.UTF_8));
        ConfigurationAsCode.get().configureWith(YamlSource.of(input));
        assertThat(configuration().maximum()).hasToString("1h");
        assertThat(configuration().archiveSettings().job().bytes()).isEqualTo(20_000_000_000L);
        assertThat(configuration().archiveSettings().limits().entries()).isEqualTo(1_000_000);
        assertThat(configuration().administration().before().entries()).containsOnlyKeys("preRun");
        assertThat(configuration().administration().after().entries()).containsOnlyKeys("runFailed");
        assertThat(exported())
                .containsExactlyElementsOf(
                        guide().lines().skip(2).map(line -> line.substring(4)).toList());
        assertThat(Util.validateSchema(new JSONObject(Util.convertToJson(guide()))))
                .as("what the schema of configuration as code says of the guide")
                .isEmpty();
        String unknown = guide().replace("maximumTimeout:", "maximalTimeout:");
        assertThat(Util.validateSchema(new JSONObject(Util.convertToJson(unknown))))
                .as("what it does not know")
                .isNotEmpty();
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
                "repositoryHooks: some|write all, trusted or none",
                "logMegabytes: 0|log, in megabytes: 0 is out of range; write a number from 1 to 1000000",
                "archives: {format: zip}|write one of tar.zst, tar.gz, tar",
                "archives: {directory: archives}|is not absolute; write a path from the root",
                "archives: {directory: /srv/../etc}|is not absolute; write a path from the root, without dots",
                "archives: {directory: /}|Jenkins itself is in",
                "archives: {entries: 3000000000}|archives, entries: 3000000000 is out of range; write a number from 1",
                "archives: {entries: 0}|archives, entries: 0 is out of range; write a number from 1",
                "archives: {jobDays: 99999}|archives, jobDays: 99999 is out of range; write a number from 1 to 36500",
                "hooks: [{event: preBild, name: a, run: echo}]|did you mean preBuild?",
                "hooks: [{event: preRun, name: a/b, run: echo}]|choose another name",
                "hooks: [{event: preRun, name: a, run: ''}]|hook a: write the command that is to run",
                "hooks: [{event: preRun, name: a}]|hook a: write the command that is to run",
                "hooks: [{event: preRun, run: echo}]|a hook without name: give it a name",
                "hooks: [{event: preRun, name: a, run: echo, shell: /bin/sh}]|did you mean #!/bin/sh?",
                "hooks: [{event: preRun, name: a, run: echo, position: first}]|write before or after",
                "hooks: [{event: preRun, name: a, run: echo, onFailure: stop}]|one of fail, unstable, warn, ignore",
            })
    void aValueThatIsWrongIsRefusedWithWhatToDo(String line, String advice) throws Exception {
        assertThatThrownBy(() -> configure("unclassified: {deployHooks: {" + line + "}}"))
                .satisfies(fault -> assertThat(causes(fault)).contains("Deploy Hooks: ", advice));
        assertThat(said()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "many"})
    void whatIsNoNumberAtAllIsRefused(String value) throws Exception {
        assertThatThrownBy(() -> configure("unclassified: {deployHooks: {archives: {megabytes: " + value + "}}}"))
                .satisfies(fault -> assertThat(causes(fault)).contains("write a number from 1 to"));
        assertThat(said()).isEmpty();
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
        configure("unclassified: {deployHooks: {killGrace: 20s, repositoryHooks: trusted, maximumTimeout: none,"
                + " archives: {jobDays: 30, allMegabytes: 50000, format: tar.zst}}}");
        assertThat(said()).containsExactly("killGrace");
        configuration().setKillGrace("");
        assertThat(said()).isEmpty();
    }

    @Test
    void thePageKeepsWhatItShowsAndARefusedOneChangesNothing() throws Exception {
        configure(guide());
        String before = saved();
        ExtensionList.lookupSingleton(CspConfiguration.class).setEnforce(true);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.goTo("manage/configure");
            assertThat(page.getWebResponse().getResponseHeaderValue("Content-Security-Policy"))
                    .contains("script-src");
            assertThat(notAllowed(page)).isEmpty();
            jenkins.submit(page.getFormByName("config"));
            assertThat(saved()).isEqualTo(before);

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
        assertThat(saved()).isEqualTo(before);
    }

    @Test
    void thePageOfAFreshJenkinsCanBeSavedAndSaysNothingThen() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            jenkins.submit(client.goTo("manage/configure").getFormByName("config"));
            assertThat(said()).isEmpty();

            HtmlForm form = client.goTo("manage/configure").getFormByName("config");
            form.getInputByName("_.jobDays").setValue("7");
            jenkins.submit(form);
            assertThat(said()).containsExactly("archives");
            assertThat(configuration().getArchives().getJobDays()).isEqualTo(7);
            assertThat(configuration().getArchives().getEntries()).isNull();
        }
    }

    /** What a policy for the contents of pages keeps from running, in our part of the page. */
    private static List<String> notAllowed(HtmlPage page) {
        List<String> found = new ArrayList<>();
        for (HtmlElement section : page.<HtmlElement>getByXPath(
                "//*[contains(@class, 'jenkins-section')][.//*[contains(text(), 'Deploy Hooks')]]")) {
            found.add(section.getTagName());
        }
        assertThat(found).as("sections").isNotEmpty();
        return page
                .<DomElement>getByXPath(
                        "//*[@name='_.repositoryHooks']/ancestor::*[contains(@class," + " 'jenkins-section')][1]//*")
                .stream()
                .filter(element -> element.getTagName().equals("script")
                                && !element.hasAttribute("src")
                                && !element.getTextContent().isBlank()
                        || element.getAttributesMap().keySet().stream().anyMatch(name -> name.startsWith("on"))
                        || element.getAttribute("href").startsWith("javascript:"))
                .map(DomElement::asXml)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'maximumTimeout': '5 minutes'}|did you mean 5m?",
                "{'archives': {'allMegabytes': '3000000000'}}|3000000000 is out of range",
                "{'archives': {'entries': '99999999999999999999'}}|archives, entries: 0 is out of range; write a"
                        + " number from 1",
                "{'logMegabytes': 'many'}|log, in megabytes: 0 is out of range; write a number from 1",
                "{'archives': {'format': 'rar'}}|write one of tar.zst",
            })
    void aFormWithAWrongValueIsRefusedAndChangesNothing(String form, String advice) throws Exception {
        configure("unclassified: {deployHooks: {killGrace: 20s, timeout: 5m}}");
        String before = saved();
        JSONObject wrong = new JSONObject(form);
        wrong.put("killGrace", "1s");
        jenkins.executeOnServer(() -> {
            net.sf.json.JSONObject request = net.sf.json.JSONObject.fromObject(wrong.toString());
            assertThatThrownBy(() -> configuration().configure(Stapler.getCurrentRequest2(), request))
                    .isInstanceOf(Descriptor.FormException.class)
                    .hasMessageContaining(advice);
            return null;
        });
        assertThat(configuration().getKillGrace()).isEqualTo("20s");
        assertThat(configuration().getArchives()).isNull();
        assertThat(saved()).isEqualTo(before);
    }

    @Test
    void aFileThatAnEarlierVersionHasSavedIsReadAndSavedAsItWas() throws Exception {
        String name = DeployHooksConfiguration.class.getName() + ".xml";
        Path kept = Repository.root()
                .resolve("src/test/resources/saved-configuration")
                .resolve(name);
        if (Boolean.getBoolean("savedConfiguration.update")) {
            configure(guide());
            Files.writeString(kept, saved().replaceFirst("(?s)  <formerDirectories.*</formerDirectories>\n", ""));
        }
        Files.copy(kept, jenkins.jenkins.getRootDir().toPath().resolve(name), StandardCopyOption.REPLACE_EXISTING);
        DeployHooksConfiguration read = new DeployHooksConfiguration();
        assertThat(read.getKillGrace()).isEqualTo("30s");
        assertThat(read.getHooks()).hasSize(2);
        assertThat(read.archiveSettings().root()).isEqualTo(Path.of("/srv/jenkins-archives"));
        read.save();
        assertThat(saved()).isEqualTo(Files.readString(kept));
    }

    @Test
    void whereArchivesWereIsKnownFromThenOn(@TempDir Path one, @TempDir Path other) throws Exception {
        configure("unclassified: {deployHooks: {archives: {directory: '" + one + "'}}}");
        configure("unclassified: {deployHooks: {archives: {directory: '" + other + "'}}}");
        assertThat(configuration().formerDirectories()).startsWith(one);
        assertThat(exported()).noneMatch(line -> line.contains(one.toString()));
        configuration().setArchives(null);
        assertThat(configuration().formerDirectories()).startsWith(other, one);
        configuration().load();
        assertThat(configuration().formerDirectories()).startsWith(other, one);
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
                "log|-1|ERROR|out of range",
                "event|preRun|OK|runs where the profile is native or clever-cloud",
                "event|predeploy|ERROR|no profile has an event",
                "name|``|ERROR|give it a name",
                "name|CON|ERROR|is a device's name on Windows, choose another name",
                "run|` `|ERROR|write the command",
                "shell|/bin/zsh|ERROR|did you mean #!/bin/zsh?",
                "hookTimeout|-3|ERROR|never negative",
                "directory|backup|ERROR|is not absolute",
                "directory|/srv/jenkins-archives|OK|it is made when the first archive is kept",
                "entries|many|ERROR|no whole number; write one from 1 to",
                "entries|3000000000|ERROR|out of range",
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
        DeployHooksConfiguration page = configuration();
        AdministratorHook.DescriptorImpl hook =
                (AdministratorHook.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(AdministratorHook.class);
        ArchiveSettings.DescriptorImpl archives =
                (ArchiveSettings.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(ArchiveSettings.class);
        return switch (field) {
            case "timeout" -> page.doCheckTimeout(value, "1h");
            case "maximumTimeout" -> page.doCheckMaximumTimeout(value);
            case "killGrace" -> page.doCheckKillGrace(value);
            case "log" -> page.doCheckLogMegabytes(value);
            case "event" -> hook.doCheckEvent(value);
            case "name" -> hook.doCheckName(value);
            case "run" -> hook.doCheckRun(value);
            case "shell" -> hook.doCheckShell(value);
            case "hookTimeout" -> hook.doCheckTimeout(value);
            case "directory" -> archives.doCheckDirectory(value);
            case "entries" -> archives.doCheckEntries(value);
            case "jobDays" -> archives.doCheckJobDays(value);
            case "megabytes" -> archives.doCheckMegabytes(value);
            default -> throw new IllegalArgumentException(field);
        };
    }
}
