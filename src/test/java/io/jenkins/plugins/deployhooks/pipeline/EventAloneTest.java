package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the hooks of one event by itself see: what they see in a whole deployment. */
@WithJenkins
class EventAloneTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    /** A step that writes a definition in which the hook of each of {@code events} does {@code command}. */
    private static String definition(String head, List<String> events, String command) {
        String hooks = events.stream()
                .map(event -> "  " + event + ": |\n    " + command + "\n")
                .collect(Collectors.joining());
        String file = "version: 1\n" + head + "\nhooks:\n" + hooks;
        return "writeFile file: 'deploy-hooks.yml', text: '''" + file.replace("\\", "\\\\") + "'''\n";
    }

    private static String each(List<String> events) {
        return events.stream().map(event -> "deployHooks '" + event + "'\n").collect(Collectors.joining());
    }

    @Test
    @Requirement("D10")
    void onCleverCloudItIsInThePhaseOfItsEvent() throws Exception {
        List<String> events = List.of("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed");
        String seen = trail.leave("$DEPLOY_EVENT: $DEPLOY_PHASE $INSTANCE_TYPE $APP_ID");
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "node { " + definition("profile: clever-cloud\napp: shop", events, seen) + each(events) + "}"));
        assertThat(trail.lines())
                .containsExactly(
                        "preBuild: build build shop",
                        "postBuild: build build shop",
                        "preRun: run production shop",
                        "runSucceeded: run production shop",
                        "runFailed: run production shop");
    }

    @Test
    @Requirement({"S34", "S42", "S44", "U"})
    void onPlatformShItHasTheVariablesAndDirectoriesOfItsPhase() throws Exception {
        String names = "$(env | sed -n 's/^PLATFORM_\\([A-Z_]*\\)=.*/\\1/p' | sort | tr '\\n' ' ')";
        String command = trail.leave("$DEPLOY_EVENT: $DEPLOY_PHASE $PLATFORM_PROJECT " + names) + "; "
                + trail.leave("$TMPDIR") + "; test -d \"$TMPDIR\" && test -d \"${PLATFORM_CACHE_DIR-.}\" && "
                + trail.leave("${PLATFORM_CACHE_DIR-.}");
        List<String> events = List.of("build", "deploy", "post_deploy");
        WorkflowJob job = Trail.job(
                jenkins,
                "node { " + definition("profile: platform-sh\napp: shop", events, command) + each(events) + "}");
        jenkins.buildAndAssertSuccess(job);
        List<String> lines = trail.lines();
        assertThat(lines).hasSize(9);
        String name = job.getName();
        assertThat(Stream.of(0, 3, 6).map(lines::get))
                .containsExactly(
                        "build: build " + name + " APPLICATION_NAME APP_DIR CACHE_DIR PROJECT SOURCE_DIR ",
                        "deploy: run " + name + " APPLICATION_NAME APP_DIR ENVIRONMENT ENVIRONMENT_TYPE PROJECT ",
                        "post_deploy: run " + name + " APPLICATION_NAME APP_DIR ENVIRONMENT ENVIRONMENT_TYPE PROJECT ");
        assertThat(Stream.of(1, 4, 7).map(lines::get))
                .as("each has a TMPDIR of its own, which is gone")
                .doesNotHaveDuplicates()
                .allSatisfy(
                        temporary -> assertThat(Path.of(temporary)).isAbsolute().doesNotExist());
        assertThat(Path.of(lines.get(2))).as("it is kept").isDirectory();
    }

    @Test
    @Requirement({"S36", "S42"})
    void itsDirectoriesAndMountsAreThoseOfWholeDeployments() throws Exception {
        String command = "ls uploads >> " + trail.file() + "; ls \"${PLATFORM_CACHE_DIR-.}\" | grep -x tool >> "
                + trail.file() + "; touch \"${PLATFORM_CACHE_DIR-.}/tool\"; "
                + "if test $DEPLOY_PHASE = run; then touch uploads/picture; fi";
        List<String> events = List.of("build", "deploy");
        String head = "profile: platform-sh\napp: shop\nmounts: [uploads]";
        WorkflowJob job = Trail.job(
                jenkins,
                "node { " + definition(head, events, command) + "if (env.BUILD_NUMBER == '1') {\n"
                        + "withDeployLifecycle(cache: false) { deployHooks('build') { }\ndeployHooks('run') { } }\n"
                        + "} else {\n" + each(events) + "} }");
        jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines()).as("the first time there is nothing").isEmpty();
        jenkins.buildAndAssertSuccess(job);
        assertThat(trail.lines()).containsExactly("tool", "picture", "tool");
    }
}
