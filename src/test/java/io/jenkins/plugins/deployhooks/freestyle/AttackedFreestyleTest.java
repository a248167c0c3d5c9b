package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.pipeline.Escapes;
import io.jenkins.plugins.deployhooks.pipeline.LifecycleHook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Huge values and tricks with paths in a freestyle job: refused by name before anything runs, or without harm. */
@WithJenkins
class AttackedFreestyleTest {
    private static final String HUGE = "x".repeat(1_000_000);

    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private int shops;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    private Shop shop() throws IOException {
        return new Shop(jenkins, dir.resolve("shop" + ++shops));
    }

    private static LifecycleHook hook(Consumer<LifecycleHook> attack) {
        LifecycleHook hook = new LifecycleHook("preRun");
        attack.accept(hook);
        return hook;
    }

    private void refuses(String why, Shop shop) throws Exception {
        FreeStyleBuild build = shop.usual().build(Result.FAILURE);
        assertThat(jenkins.getLog(build)).as(why).contains(why).hasSizeLessThan(20_000);
        assertThat(shop.lines()).as(why).isEmpty();
    }

    private void refuses(String why, List<LifecycleHook> hooks) throws Exception {
        Shop shop = shop();
        shop.settings().setHooks(hooks);
        refuses(why, shop);
    }

    @Test
    void whatIsTooLongIsRefused() throws Exception {
        Shop app = shop();
        app.settings().setApp(HUGE);
        refuses("a name is one line of at most 100 characters", app);
        Shop environment = shop();
        environment.settings().setEnvironment(HUGE);
        refuses("a name is one line of at most 100 characters", environment);
        refuses("a template has at most 10,000 characters", shop().define("cache: {key: " + HUGE + "}"));
        refuses("the value of a variable has at most 100,000 bytes", shop().define("env: {run: {A: " + HUGE + "}}"));
        refuses("it is longer than 100 bytes", List.of(hook(hook -> {
            hook.setName(HUGE);
            hook.setRun("true");
        })));
        refuses("100,000 hooks of 'preRun', an event has at most 10,000", Collections.nCopies(100_000, hook(hook -> {
            hook.setRun("true");
        })));
    }

    @Test
    void pathsThatLeadOutAreRefused() throws Exception {
        for (String path : List.of("../../evil.sh", "/etc/passwd", "ci/../../evil.sh")) {
            refuses("'" + path + "'", List.of(hook(hook -> hook.setScript(path))));
        }
        for (String name : List.of("../../evil", "/evil", "a/b", "..")) {
            refuses("'" + name + "'", List.of(hook(hook -> {
                hook.setName(name);
                hook.setRun("true");
            })));
        }
    }

    @Test
    void namesOfAppsAndKeysAreNoNamesOfFiles() throws Exception {
        Shop shop = shop().define("cache: {key: ../../evil-key}");
        shop.settings().setApp("../../../evil-app");
        shop.settings().setEnvironment("../../evil-environment");
        shop.settings().setCache(true);
        shop.with(new BuildPhase(List.of(shop.shell("build"))), shop.run(shop.shell("run")))
                .build(Result.SUCCESS);
        Escapes.areNotAround(jenkins.jenkins.getRootDir().toPath());
    }

    @Test
    void valuesOfHooksAreBounded() throws Exception {
        Shop shop = shop().hook(
                        "preBuild",
                        "(printf LONG=; head -c 200000 /dev/zero | tr '\\0' x; echo; seq 100000 | sed 's/.*/K&=v/')"
                                + " >> $DEPLOY_OUTPUT");
        FreeStyleBuild build =
                shop.with(shop.run(shop.shell("run", "env | grep -c ^K"))).build(Result.SUCCESS);
        assertThat(jenkins.getLog(build))
                .contains("the value of LONG was left out: it is longer than 100000 bytes")
                .contains("more lines were left out")
                .contains("\n1000\n");
    }
}
