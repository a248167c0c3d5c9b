package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundSetter;

/** Forms, snippets and help of the steps. */
@WithJenkins
class StepConfigurationTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule started) {
        jenkins = started;
    }

    @Test
    void formsKeepWhatWasEntered() throws Exception {
        StepConfigTester forms = new StepConfigTester(jenkins);
        WithDeployLifecycleStep wanted = EverySetting.step();
        WithDeployLifecycleStep entered = forms.configRoundTrip(wanted);
        jenkins.assertEqualDataBoundBeans(wanted, entered);
        jenkins.assertEqualDataBoundBeans(
                new WithDeployLifecycleStep(), forms.configRoundTrip(new WithDeployLifecycleStep()));
        assertThat(forms.configRoundTrip(new DeployHooksStep("preRun")).getName())
                .isEqualTo("preRun");
    }

    @Test
    void snippetsMeanWhatWasEntered() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(new DeployHooksStep("build"), "deployHooks('build') {\n    // some block\n}");
        snippets.assertRoundTrip(new WithDeployLifecycleStep(), "withDeployLifecycle {\n    // some block\n}");
        String hook = "dir: 'ops', event: 'preRun', inactivityTimeout: '1m', killGrace: '15s', name: ";
        String after = "shell: 'sh', timeout: '5m')";
        snippets.assertRoundTrip(
                EverySetting.step(),
                "withDeployLifecycle(app: 'shop', cache: false, environment: 'production', file: 'ops/hooks.yml',"
                        + " hooks: [lifecycleHook(backoff: '10s', " + hook + "'migrate', onFailure: 'warn', retries: 2,"
                        + " run: './migrate.sh', " + after + ", lifecycleHook(backoff: '10s', " + hook
                        + "'deploy', onFailure: 'warn', retries: 2, script: 'ops/deploy.sh', " + after + "],"
                        + " instance: 'worker', killGrace: '20s', onFailure: 'unstable', profile: 'native',"
                        + " rebuild: true, shell: 'bash', timeout: '10m') {\n"
                        + "    // some block\n"
                        + "}");
    }

    /** Or a new field is in no round trip. */
    @Test
    void theRoundTripsHaveEveryField() throws ReflectiveOperationException {
        WithDeployLifecycleStep step = EverySetting.step();
        assertThat(unset(List.of(step), new WithDeployLifecycleStep())).isEmpty();
        assertThat(unset(step.getHooks(), new LifecycleHook("preRun"))).isEmpty();
    }

    /** The fields that none of {@code values} has other than {@code plain}. */
    private static List<String> unset(List<?> values, Object plain) throws ReflectiveOperationException {
        List<String> unset = new ArrayList<>();
        for (Field field : plain.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.getName().equals("event")) {
                continue;
            }
            field.setAccessible(true);
            Object expected = field.get(plain);
            boolean set = false;
            for (Object value : values) {
                set |= !Objects.equals(field.get(value), expected);
            }
            if (!set) {
                unset.add(field.getName());
            }
        }
        return unset;
    }

    @Test
    void everyFieldHasHelp() {
        for (Class<?> type : List.of(WithDeployLifecycleStep.class, LifecycleHook.class)) {
            assertThat(Arrays.stream(type.getMethods())
                            .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                            .map(method -> method.getName().substring(3))
                            .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1)))
                    .isNotEmpty()
                    .allSatisfy(field -> assertThat(help(type, "help-" + field)).isTrue());
        }
        assertThat(help(LifecycleHook.class, "help-event")).isTrue();
        assertThat(help(DeployHooksStep.class, "help-name")).isTrue();
        for (StepDescriptor step : List.of(
                StepDescriptor.byFunctionName("withDeployLifecycle"),
                StepDescriptor.byFunctionName("deployHooks"),
                StepDescriptor.byFunctionName("deployPlan"))) {
            assertThat(help(step.clazz, "help")).as(step.getFunctionName()).isTrue();
        }
    }

    private static boolean help(Class<?> type, String name) {
        return type.getResource(type.getSimpleName() + "/" + name + ".html") != null;
    }

    @Test
    void namesAndPlacesOfTheSteps() {
        assertThat(SymbolLookup.getSymbolValue(LifecycleHook.class)).containsExactly("lifecycleHook");
        assertThat(StepDescriptor.byFunctionName("deployPlan").isAdvanced()).isTrue();
        // Declarative takes as options only those blocks that need neither workspace nor launcher.
        StepDescriptor lifecycle = StepDescriptor.byFunctionName("withDeployLifecycle");
        assertThat(lifecycle.getRequiredContext())
                .extracting(Class::getSimpleName)
                .doesNotContain("FilePath", "Launcher");
        assertThat(Step.class).isAssignableFrom(lifecycle.clazz);
    }
}
