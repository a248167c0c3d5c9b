package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the hooks of one event see in a freestyle job, by themselves and in a whole deployment. */
@WithJenkins
class EventAloneTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Shop shop;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(jenkins, dir.resolve("shop"));
    }

    private Shop hooks(String profile, String command, String... events) {
        shop.define("profile: " + profile).define("app: shop").events(events);
        for (String event : events) {
            shop.hook(event, command);
        }
        return shop;
    }

    private void alone(String... events) throws Exception {
        shop.define();
        for (String event : events) {
            shop.job().getBuildersList().add(new EventHooks(event));
        }
        shop.build(Result.SUCCESS);
    }

    @Test
    @Requirement("D10")
    void onCleverCloudItIsInThePhaseOfItsEvent() throws Exception {
        String[] events = {"postBuild", "preRun", "runSucceeded"};
        hooks("clever-cloud", shop.leave("$DEPLOY_PHASE $INSTANCE_TYPE"), events);
        alone(events);
        assertThat(shop.lines())
                .containsExactly(
                        "postBuild", "build build", "preRun", "run production", "runSucceeded", "run production");
    }

    /** Leaves what of the platform is there. */
    private String look() {
        return shop.leave("$DEPLOY_PHASE $PLATFORM_PROJECT") + "; test -d \"$TMPDIR\" && test -d"
                + " \"${PLATFORM_CACHE_DIR-.}\" && echo ok > \"$TMPDIR/file\" && " + shop.leave("$TMPDIR");
    }

    private void check(List<String> lines) {
        String project = shop.job().getName();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).isEqualTo("build");
        assertThat(lines.get(1)).isEqualTo("build " + project);
        assertThat(Path.of(lines.get(2))).as("it is gone").isAbsolute().doesNotExist();
        assertThat(lines.get(3)).isEqualTo("deploy");
        assertThat(lines.get(4)).isEqualTo("run " + project);
        assertThat(Path.of(lines.get(5))).isAbsolute().doesNotExist();
    }

    @Test
    @Requirement({"S42", "S44", "U"})
    void onPlatformShItHasTheVariablesAndDirectoriesOfItsPhase() throws Exception {
        hooks("platform-sh", look(), "build", "deploy");
        alone("build", "deploy");
        check(shop.lines());
        assertThat(shop.lines().get(2)).isNotEqualTo(shop.lines().get(5));
    }

    @Test
    @Requirement({"S42", "S44", "U"})
    void inAWholeDeploymentTheDirectoriesAreThereAsWell() throws Exception {
        hooks("platform-sh", look(), "build", "deploy");
        shop.with(shop.run()).build(Result.SUCCESS);
        check(shop.lines());
        assertThat(shop.lines().get(2)).isEqualTo(shop.lines().get(5));
    }
}
