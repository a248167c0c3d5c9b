package io.jenkins.plugins.deployhooks;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.PluginWrapper;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle;
import io.jenkins.plugins.deployhooks.freestyle.RunPhase;
import io.jenkins.plugins.deployhooks.pipeline.LifecycleHook;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins that has the plugin, the plugins that it declares and what these declare, and no other, deploys. */
class PlainJenkinsTest {
    private static final String PLUGIN = "deploy-hooks";

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().omitPlugins(superfluous().toArray(new String[0]));

    @Test
    void thePluginNeedsNoPluginThatItDoesNotDeclare() throws Throwable {
        String declared = String.join(" ", declared());
        jenkins.then(rule -> {
            hasOnly(rule, declared);
            deploys(rule);
        });
    }

    private static void hasOnly(JenkinsRule rule, String declared) {
        assertThat(rule.jenkins.getPluginManager().getFailedPlugins()).isEmpty();
        assertThat(rule.jenkins.getPluginManager().getPlugins().stream()
                        .filter(PluginWrapper::isActive)
                        .map(PluginWrapper::getShortName)
                        .filter(name -> !name.equals("RealJenkinsFixtureInit"))) // the harness itself
                .contains(PLUGIN)
                .isSubsetOf((declared + " " + PLUGIN).split(" "));
    }

    private static void deploys(JenkinsRule rule) throws Exception {
        LifecycleHook hook = new LifecycleHook("preRun");
        hook.setRun("echo IT IS DEPLOYED");
        WithDeployLifecycleStep settings = new WithDeployLifecycleStep();
        settings.setHooks(List.of(hook));
        DeploymentLifecycle lifecycle = new DeploymentLifecycle();
        lifecycle.setSettings(settings);
        FreeStyleProject job = rule.createFreeStyleProject();
        job.getBuildWrappersList().add(lifecycle);
        job.getBuildersList().add(new RunPhase(List.of()));
        FreeStyleBuild build = rule.buildAndAssertSuccess(job);
        rule.assertLogContains("IT IS DEPLOYED", build);
    }

    /** What is needed, by the manifests. */
    private static Set<String> declared() {
        Set<String> needed = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(needs(ofThisPlugin()));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (needed.add(name)) {
                open.addAll(needs(manifest(name)));
            }
        }
        return needed;
    }

    /** What else the tests of the plugin bring. */
    private static Set<String> superfluous() {
        Set<String> others = new TreeSet<>();
        try (BufferedReader index = new BufferedReader(
                new InputStreamReader(resource("/test-dependencies/index").openStream(), StandardCharsets.UTF_8))) {
            index.lines().forEach(others::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        others.removeAll(declared());
        assertThat(others).as("plugins that only tests need").contains("configuration-as-code", "workflow-job");
        return others;
    }

    private static List<String> needs(Manifest manifest) {
        String dependencies = manifest.getMainAttributes().getValue("Plugin-Dependencies");
        return dependencies == null
                ? List.of()
                : Arrays.stream(dependencies.split(","))
                        .filter(each -> !each.contains("resolution:=optional"))
                        .map(each -> each.substring(0, each.indexOf(':')))
                        .toList();
    }

    private static Manifest ofThisPlugin() {
        try (InputStream hpl = resource("/the.hpl").openStream()) {
            return new Manifest(hpl);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest manifest(String plugin) {
        for (String ending : List.of(".jpi", ".hpi")) {
            URL url = PlainJenkinsTest.class.getResource("/test-dependencies/" + plugin + ending);
            if (url != null) {
                try (JarInputStream file = new JarInputStream(url.openStream())) {
                    return file.getManifest();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new AssertionError("there is no plugin " + plugin + " among those that the tests bring");
    }

    private static URL resource(String name) {
        URL url = PlainJenkinsTest.class.getResource(name);
        assertThat(url).as(name).isNotNull();
        return url;
    }
}
