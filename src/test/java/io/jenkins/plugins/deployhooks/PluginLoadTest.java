package io.jenkins.plugins.deployhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.ezylang.evalex.Expression;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.PluginWrapper;
import io.jenkins.plugins.deployhooks.engine.condition.ConditionExpression;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;
import org.snakeyaml.engine.v2.api.Load;

/** A real Jenkins, a process of its own with the class loaders of a server, loads the plugin. */
class PluginLoadTest {
    private static final String PLUGIN = "deploy-hooks";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void pluginStartsAndItsLibrariesAreFound() throws Throwable {
        jenkins.then(
                PluginLoadTest::pluginIsActive,
                PluginLoadTest::librariesComeFromWhereTheyShould,
                PluginLoadTest::engineWorksInsideThePlugin);
    }

    private static void pluginIsActive(JenkinsRule rule) {
        PluginWrapper plugin = plugin(rule);
        assertThat(plugin.isActive()).isTrue();
        assertThat(plugin.getDependencyErrors()).isEmpty();
        assertThat(rule.jenkins.getPluginManager().getFailedPlugins()).isEmpty();
        assertThat(plugin.getDependencies())
                .extracting(dependency -> dependency.shortName)
                .containsExactlyInAnyOrder(
                        "commons-compress-api",
                        "jackson2-api",
                        "scm-api",
                        "snakeyaml-engine-api",
                        "structs",
                        "workflow-api",
                        "workflow-basic-steps",
                        "workflow-cps",
                        "workflow-durable-task-step",
                        "workflow-step-api",
                        "workflow-support");
    }

    private static void librariesComeFromWhereTheyShould(JenkinsRule rule) throws ClassNotFoundException {
        assertThat(owner(rule, Load.class)).isEqualTo("snakeyaml-engine-api");
        assertThat(owner(rule, ObjectMapper.class)).isEqualTo("jackson2-api");
        assertThat(owner(rule, Expression.class)).isEqualTo(PLUGIN);
    }

    private static void engineWorksInsideThePlugin(JenkinsRule rule) {
        ClassLoader ofPlugin = plugin(rule).classLoader;
        assertThat(Profiles.class.getClassLoader()).isSameAs(ofPlugin);
        assertThat(Profiles.get("clever-cloud").eventNames()).contains("preBuild", "runFailed");

        Report report = new Report(
                Report.SCHEMA_VERSION,
                new Report.Deployment("1", "shop", "test", "native", "deploy", null, null),
                new Report.Result("success", null, "", Instant.EPOCH, 7),
                List.of(),
                List.of(),
                Report.Cache.UNKNOWN,
                List.of("ä warning"));
        assertThat(ReportJson.write(report)).contains("\"shop\"", "1970-01-01T00:00:00Z", "ä warning");

        assertThat(ConditionExpression.parse("BRANCH == 'main'").evaluate(Map.of("BRANCH", "main")))
                .isTrue();
    }

    /** The plugin that a class comes from, seen from inside this plugin. */
    private static String owner(JenkinsRule rule, Class<?> type) throws ClassNotFoundException {
        Class<?> seen = plugin(rule).classLoader.loadClass(type.getName());
        PluginWrapper owner = rule.jenkins.getPluginManager().whichPlugin(seen);
        return owner == null ? "no plugin" : owner.getShortName();
    }

    private static PluginWrapper plugin(JenkinsRule rule) {
        PluginWrapper plugin = rule.jenkins.getPluginManager().getPlugin(PLUGIN);
        assertThat(plugin).as("the plugin %s", PLUGIN).isNotNull();
        return plugin;
    }
}
