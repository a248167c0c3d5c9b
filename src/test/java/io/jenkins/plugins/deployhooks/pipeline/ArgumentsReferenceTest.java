package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.config.AdministratorHook;
import io.jenkins.plugins.deployhooks.config.ArchiveSettings;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.guide.Tables;
import io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle;
import io.jenkins.plugins.deployhooks.pipeline.hook.DeployHookStep;
import java.beans.Introspector;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.ClassDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The tables of arguments and settings in the documentation have those that there are, and no others. */
class ArgumentsReferenceTest {
    /** By these a deployment tells the step which of its hooks it is. */
    private static final Set<String> OF_DEPLOYMENTS = Set.of("deployment", "step", "attempt", "delayMillis");

    @Test
    void argumentsOfADeployment() {
        assertThat(Tables.names("docs/pipeline.md", "Arguments of withDeployLifecycle"))
                .containsExactlyInAnyOrderElementsOf(arguments(WithDeployLifecycleStep.class));
    }

    @Test
    void argumentsOfAHook() {
        assertThat(Tables.names("docs/pipeline.md", "Arguments of lifecycleHook"))
                .containsExactlyInAnyOrderElementsOf(arguments(LifecycleHook.class));
    }

    @Test
    void argumentsOfTheOtherSteps() {
        assertThat(arguments(DeployHooksStep.class)).containsExactly("name");
        Set<String> wanted = arguments(DeployHookStep.class);
        assertThat(wanted).containsAll(OF_DEPLOYMENTS);
        wanted.removeAll(OF_DEPLOYMENTS);
        assertThat(Tables.rows("docs/deploy-hook-step.md", "The step `deployHook`").stream()
                        .flatMap(row -> Tables.names(row.get(0))))
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void aFreestyleJobHasTheSameSettings() throws NoSuchMethodException {
        assertThat(arguments(DeploymentLifecycle.class)).containsExactly("settings");
        assertThat(DeploymentLifecycle.class.getMethod("getSettings").getReturnType())
                .isEqualTo(WithDeployLifecycleStep.class);
    }

    @Test
    void settingsOfAdministrators() {
        Set<String> wanted = new TreeSet<>(arguments(DeployHooksConfiguration.class));
        wanted.remove("archives");
        arguments(ArchiveSettings.class).forEach(name -> wanted.add("archives." + name));
        assertThat(Tables.names("docs/administration.md", "Deploy Hooks for administrators"))
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(Tables.names("docs/administration.md", "Arguments of such a hook"))
                .containsExactlyInAnyOrderElementsOf(arguments(AdministratorHook.class));
    }

    private static Set<String> arguments(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                names.add(Introspector.decapitalize(method.getName().substring("set".length())));
            }
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                names.addAll(List.of(ClassDescriptor.loadParameterNames(constructor)));
            }
        }
        return names;
    }
}
