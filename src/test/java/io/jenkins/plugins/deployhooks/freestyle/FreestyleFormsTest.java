package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.tasks.BuildWrapper;
import hudson.tasks.Builder;
import hudson.tasks.Publisher;
import hudson.tasks.Shell;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.guide.Snippet;
import io.jenkins.plugins.deployhooks.pipeline.EverySetting;
import io.jenkins.plugins.deployhooks.pipeline.LifecycleHook;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundSetter;

/** What people write: forms, config.xml, symbols, and the examples of the guide. */
@WithJenkins
class FreestyleFormsTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    private static DeploymentLifecycle full() {
        LifecycleHook hook = new LifecycleHook("preRun");
        hook.setName("migrate");
        hook.setRun("echo migrate");
        hook.setTimeout("5m");
        WithDeployLifecycleStep settings = new WithDeployLifecycleStep();
        settings.setApp("shop");
        settings.setEnvironment("production");
        settings.setCache(true);
        settings.setHooks(List.of(hook));
        DeploymentLifecycle lifecycle = new DeploymentLifecycle();
        lifecycle.setSettings(settings);
        return lifecycle;
    }

    private static FreeStyleProject job(DeploymentLifecycle lifecycle) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildWrappersList().add(lifecycle);
        job.getBuildersList()
                .addAll(List.of(
                        new BuildPhase(List.of(new Shell("make"))),
                        new RunPhase(List.of(new Shell("./launch.sh"), new EventHooks("preRun")))));
        job.getPublishersList().add(new DeploymentResult());
        return job;
    }

    private static String xml(FreeStyleProject job) {
        return Stream.of(job.getBuildWrappersList(), job.getBuildersList(), job.getPublishersList())
                .flatMap(list -> list.toList().stream())
                .map(Items.XSTREAM2::toXML)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void formsKeepWhatWasEntered() throws Exception {
        DeploymentLifecycle everything = new DeploymentLifecycle();
        everything.setSettings(EverySetting.step());
        for (DeploymentLifecycle lifecycle : List.of(everything, full(), new DeploymentLifecycle())) {
            FreeStyleProject job = job(lifecycle);
            String before = xml(job);
            assertThat(xml(jenkins.configRoundtrip(job))).isEqualTo(before);
        }
    }

    @Test
    void configXmlHasOnlyWhatDiffersFromTheDefaults() throws Exception {
        FreeStyleProject job = job(new DeploymentLifecycle());
        job.getBuildersList().replaceBy(List.of(new RunPhase(List.of())));
        assertThat(job.getConfigFile().asString().replaceAll(" plugin=\"[^\"]*\"", ""))
                .contains("<io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle/>")
                .contains("<io.jenkins.plugins.deployhooks.freestyle.RunPhase/>")
                .contains("<io.jenkins.plugins.deployhooks.freestyle.DeploymentResult/>");
        String text = Items.XSTREAM2.toXML(full()).replaceAll(" plugin=\"[^\"]*\"", "");
        assertThat(text).isEqualToIgnoringWhitespace("""
            <io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle>
              <settings>
                <app>shop</app>
                <environment>production</environment>
                <cache>true</cache>
                <hooks>
                  <io.jenkins.plugins.deployhooks.pipeline.LifecycleHook>
                    <event>preRun</event>
                    <name>migrate</name>
                    <run>echo migrate</run>
                    <timeout>5m</timeout>
                  </io.jenkins.plugins.deployhooks.pipeline.LifecycleHook>
                </hooks>
              </settings>
            </io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle>
            """);
    }

    /** {@code made} with all that can be said of it, each value another one. */
    private static <T> T filled(T made) throws Exception {
        for (Method setter : made.getClass().getMethods()) {
            if (setter.isAnnotationPresent(DataBoundSetter.class)) {
                Class<?> type = setter.getParameterTypes()[0];
                if (type == String.class) {
                    setter.invoke(made, setter.getName().substring(3).toLowerCase(Locale.ROOT));
                } else if (type == boolean.class || type == Boolean.class) {
                    setter.invoke(made, true);
                } else if (type == int.class) {
                    setter.invoke(made, 3);
                } else {
                    setter.invoke(made, List.of(filled(new LifecycleHook("preRun"))));
                }
            }
        }
        return made;
    }

    @Test
    void aJobThatThisVersionHasSavedIsReadByLaterOnesAndSavedAsItWas() throws Exception {
        DeploymentLifecycle lifecycle = new DeploymentLifecycle();
        lifecycle.setSettings(filled(new WithDeployLifecycleStep()));
        FreeStyleProject job = job(lifecycle);
        Path kept = Repository.root().resolve("src/test/resources/saved-configuration/freestyle-job.xml");
        if (Boolean.getBoolean("savedConfiguration.update")) {
            Files.writeString(kept, job.getConfigFile().asString().replaceAll(" plugin=\"[^\"]*\"", ""));
        }
        FreeStyleProject read = (FreeStyleProject)
                jenkins.jenkins.createProjectFromXML("saved", new ByteArrayInputStream(Files.readAllBytes(kept)));
        assertThat(xml(read)).isEqualTo(xml(job)).contains("<inactivityTimeout>inactivitytimeout</inactivityTimeout>");
        read.save();
        assertThat(read.getConfigFile().asString().replaceAll(" plugin=\"[^\"]*\"", ""))
                .isEqualTo(Files.readString(kept));
    }

    /** The only block of {@code kind} in the documentation, with commands that need no shop. */
    private static String example(Snippet.Kind kind) {
        List<Snippet> examples = Snippet.of(kind);
        assertThat(examples).as("executed are blocks of this kind: %s", kind).hasSize(1);
        return examples.get(0)
                .text()
                .replace("make", "mkdir dist && echo made > dist/app")
                .replace("./launch.sh", "cat dist/app");
    }

    private static FreeStyleProject created() throws Exception {
        String xml = example(Snippet.Kind.JOB_XML).replace("&&", "&amp;&amp;").replace("> dist", "&gt; dist");
        return (FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                "guide" + System.nanoTime(), new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theExampleOfTheGuideRuns() throws Exception {
        jenkins.assertLogContains("made", jenkins.buildAndAssertSuccess(created()));
    }

    @Test
    void theSameBySymbols() throws Exception {
        String dsl = example(Snippet.Kind.JOB_DSL);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        SymbolScript script = SymbolScript.of(dsl);
        for (Object wrapper : script.made("wrappers", BuildWrapper.class)) {
            job.getBuildWrappersList().add((BuildWrapper) wrapper);
        }
        for (Object builder : script.made("steps", Builder.class)) {
            job.getBuildersList().add((Builder) builder);
        }
        for (Object publisher : script.made("publishers", Publisher.class)) {
            job.getPublishersList().add((Publisher) publisher);
        }
        assertThat(xml(job)).isEqualTo(xml(created()));
    }

    @Test
    void everyPartHasASymbol() {
        assertThat(Map.of(
                        DeploymentLifecycle.class, "deploymentLifecycle",
                        BuildPhase.class, "deploymentBuild",
                        RunPhase.class, "deploymentRun",
                        EventHooks.class, "deploymentEvent",
                        DeploymentResult.class, "deploymentResult"))
                .allSatisfy((type, symbol) -> {
                    assertThat(SymbolLookup.getSymbolValue(type)).containsExactly(symbol);
                    assertThat(DescribableModel.of(type).getType()).isEqualTo(type);
                });
    }

    @Test
    void valuesAreCheckedWhileTheyAreTyped() throws Exception {
        assertThat(answer(WithDeployLifecycleStep.class, "checkTimeout", "5 minutes"))
                .contains("did you mean 5m?");
        assertThat(answer(WithDeployLifecycleStep.class, "checkShell", "bsh")).contains("error");
        assertThat(answer(LifecycleHook.class, "checkKillGrace", "soon")).contains("error");
        assertThat(answer(LifecycleHook.class, "checkTimeout", "5m")).doesNotContain("error");
        assertThat(answer(EventHooks.class, "checkEvent", "prerun")).contains("did you mean preRun?");
        assertThat(answer(EventHooks.class, "checkEvent", "preRun")).doesNotContain("error");
    }

    private static String answer(Class<?> type, String check, String value) throws Exception {
        @SuppressWarnings({"unchecked", "rawtypes"}) // any class goes: the type is asked of Jenkins, not said
        Descriptor<?> descriptor = jenkins.jenkins.getDescriptorOrDie((Class) type);
        JenkinsRule.WebClient client = jenkins.createWebClient();
        WebRequest request = new WebRequest(
                new URL(client.getContextPath() + descriptor.getDescriptorUrl() + "/" + check + "?value="
                        + value.replace(" ", "%20")),
                HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getContentAsString();
    }
}
