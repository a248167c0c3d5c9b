package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.cli.CachedApp.Deployed;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Platform.sh promises the hooks of its files, on the command line. */
class PlatformShTest {
    @TempDir
    Path temp;

    private CachedApp app;
    private Path trail;

    @BeforeEach
    void make() throws Exception {
        app = new CachedApp(temp);
        trail = temp.resolve("trail");
        app.env("TRAIL", trail.toString());
    }

    private List<String> trail() throws IOException {
        List<String> lines = Files.readAllLines(trail);
        Files.delete(trail);
        return lines;
    }

    private static String say(String what) {
        return "echo \"" + what + "\" >> \"$TRAIL\"";
    }

    private CachedApp app(String... lines) throws Exception {
        return app.write(".platform.app.yaml", "name: shop\n" + String.join("\n", lines) + "\n")
                .commit();
    }

    @Test
    @Requirement({"S34", "S41", "U"})
    void eachPhaseSeesItsOwnVariablesOfThePlatform() throws Exception {
        String names = "for name in APP_DIR APPLICATION_NAME PROJECT TREE_ID CACHE_DIR SOURCE_DIR BRANCH ENVIRONMENT"
                + " ENVIRONMENT_TYPE; do eval \"test -n \\\"\\${PLATFORM_$name-}\\\"\" && printf '%s ' $name; done";
        String tell = say("$EVENT: $(" + names + ")");
        app.write(
                        "deploy-hooks.yml",
                        "version: 1\n"
                                + "profile: platform-sh\n"
                                + "env: {build: {EVENT: build, ONLY_BUILD: b}, run: {EVENT: run, ONLY_RUN: r}}\n")
                .write(
                        ".platform.app.yaml",
                        "name: shop\nvariables: {env: {BOTH: 1}}\nhooks:\n" + "  build: |\n    " + tell + "\n    "
                                + say("$BOTH-${ONLY_BUILD-}-${ONLY_RUN-}") + "\n  deploy: |\n    " + tell + "\n    "
                                + say("$BOTH-${ONLY_BUILD-}-${ONLY_RUN-}")
                                + "\n    test \"$PLATFORM_APP_DIR\" = \"$PWD\" && "
                                + say("here") + "\n    " + say("$PLATFORM_ENVIRONMENT $PLATFORM_ENVIRONMENT_TYPE")
                                + "\n")
                .commit();
        app.git("checkout", "-q", "-b", "topic");
        app.deploy("--environment", "staging").succeeds();
        assertThat(trail())
                .containsExactly(
                        "build: APP_DIR APPLICATION_NAME PROJECT TREE_ID CACHE_DIR SOURCE_DIR ",
                        "1-b-",
                        "run: APP_DIR APPLICATION_NAME PROJECT TREE_ID BRANCH ENVIRONMENT ENVIRONMENT_TYPE ",
                        "1--r",
                        "here",
                        "staging staging");
    }

    @Test
    @Requirement({"S34", "U"})
    void whatRunsSeesTheVariablesOfItsEnvironmentFileAsTheLastWord() throws Exception {
        app.env("PLAIN", "around").env("GIVEN", "around");
        app.write("client/.environment", "PLAIN=of-$PLATFORM_BRANCH\nexport PATH=$PWD/bin:$PATH\nset -- x\n")
                .script("client/bin/tool", say("tool $*"))
                .write(
                        "deploy-hooks.yml",
                        "version: 1\nprofile: platform-sh\nfolder: client\nbuild: "
                                + quoted(say("body $PLAIN")) + "\nrun: " + quoted(say("run $PLAIN $GIVEN"))
                                + "\nhooks:\n"
                                + "  build: " + quoted(say("build $PLAIN")) + "\n"
                                + "  deploy: [" + quoted(say("deploy $PLAIN") + "; tool a b") + ", "
                                + quoted("client/bin/tool -c") + ", {name: bash, shell: bash, run: "
                                + quoted("[[ $PLAIN ]] && " + say("bash $PLAIN")) + "}]\n"
                                + "  post_deploy: " + quoted(say("post_deploy $PLAIN")) + "\n")
                .commit();
        app.git("checkout", "-q", "-b", "topic");
        app.deploy().succeeds();
        assertThat(trail())
                .containsExactly(
                        "body around",
                        "build around",
                        "run of-topic around",
                        "deploy of-topic",
                        "tool a b",
                        "tool -c",
                        "bash of-topic",
                        "post_deploy of-topic");
        app.write("client/.environment", "echo broken; exit 3\n").commit();
        Deployed failed = app.deploy();
        assertThat(failed.report().result().failedStep()).isEqualTo("run");
        assertThat(Files.exists(trail)).isTrue();
    }

    @Test
    @Requirement({"S31", "S32", "S37", "S39"})
    void theBuildHookEndsTheBuildOrTheDeployment() throws Exception {
        app("hooks: {build: 'mkdir out; touch out/hook', deploy: " + quoted(say("deploy")) + "}");
        app.deploy("--build", say("body")).succeeds();
        assertThat(app.archived()).contains("out/hook");
        assertThat(trail()).containsExactly("body", "deploy");
        assertThat(app.plan().succeeds().out()).as("of the build hook alone").containsOnlyOnce("timeout 1h");
        app.write(
                        "deploy-hooks.yml",
                        "version: 1\nprofile: platform-sh\nhooks: {build: {run: 'exit 3', timeout: none}}\n")
                .write("source.txt", "2")
                .commit();
        assertThat(app.plan().succeeds().out()).contains("timeout none").doesNotContain("timeout 1h");
        Deployed failed = app.deploy("--build", say("body"), "--run", say("run"));
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.report().result().failedStep()).isEqualTo("build/build");
        assertThat(trail()).containsExactly("body");
    }

    @Test
    @Requirement("S35")
    void servicesAreThereFromDeployOn() throws Exception {
        app.env("DB_PASSWORD", "secret").env("PLATFORM_RELATIONSHIPS", "e30=");
        app.write(
                "deploy-hooks.yml",
                "version: 1\nprofile: platform-sh\nbuild: " + quoted(say("build $DB_HOST$DB_PASSWORD"))
                        + "\n"
                        + "services:\n"
                        + "  db: {env: {DB_HOST: db.internal}, credentials: [DB_PASSWORD, PLATFORM_RELATIONSHIPS]}\n");
        app(
                        "hooks:",
                        "  build: " + quoted(say("hook $DB_HOST$DB_PASSWORD$PLATFORM_RELATIONSHIPS")),
                        "  deploy: " + quoted(say("deploy $DB_HOST $DB_PASSWORD $PLATFORM_RELATIONSHIPS")))
                .deploy()
                .succeeds();
        assertThat(trail()).containsExactly("build ", "hook ", "deploy db.internal secret e30=");
    }

    private static String quoted(String command) {
        return "'" + command + "'";
    }

    @Test
    @Requirement("S36")
    void mountsKeepWhatTheAppWritesAndTheBuildNeverSeesIt() throws Exception {
        app(
                "mounts: {out/uploads: {source: local}}",
                "hooks:",
                "  build: " + quoted("mkdir -p out; " + say("build $(ls out | tr \"\\n\" \" \")")),
                "  deploy: " + quoted(say("deploy $(ls out/uploads)") + "; touch out/uploads/$N"));
        app.env("N", "1").deploy().succeeds();
        assertThat(app.archived()).doesNotContain("out/uploads", "out/uploads/1");
        app.env("N", "2").write("source.txt", "2").commit().deploy().succeeds();
        app.env("N", "3").deploy("--set", "deploy=ls out/uploads >> \"$TRAIL\"").succeeds();
        assertThat(trail()).containsExactly("build ", "deploy ", "build ", "deploy 1", "1", "2");
        Deployed other = app.deploy("--environment", "other", "--set", "deploy=ls out/uploads >> \"$TRAIL\"")
                .succeeds();
        assertThat(other.kind()).as("a mount is no part of the key").isEqualTo("from-cache");
        assertThat(Files.exists(trail)).as("each environment has its own").isTrue();
        assertThat(trail()).isEmpty();
    }

    @Test
    @Requirement({"S40", "S55"})
    void aWorkerTakesTheBuildOfWebAndRunsNoneOfItsHooks() throws Exception {
        app(
                "workers: {queue: {variables: {env: {MODE: queue}}}}",
                "hooks: {build: " + quoted("mkdir -p out; touch out/built; " + say("build")) + ", deploy: "
                        + quoted(say("deploy")) + ", post_deploy: " + quoted(say("post_deploy")) + "}");
        String run = say("run ${MODE-web} $(ls out)");
        app.deploy("--run", run).succeeds();
        app.freshCheckout();
        Deployed worker = app.deploy("--instance", "queue", "--run", run).succeeds();
        assertThat(trail()).containsExactly("build", "run web built", "deploy", "post_deploy", "run queue built");
        assertThat(worker.step("deploy").reason()).isEqualTo("instance is queue, and deploy is of web alone");
        assertThat(app.deploy("--run", run).succeeds().kind())
                .as("what is remembered of web is not changed by its worker")
                .isEqualTo("redeploy");
        assertThat(trail()).containsExactly("post_deploy");
    }

    @Test
    @Requirement("S54")
    void changesOfAFrozenAppAreWarningsOrFailures() throws Exception {
        app(
                "mounts: {var: {source: local}}",
                "hooks: {deploy: touch var/may may-not, post_deploy: echo x >> source.txt}");
        assertThat(app.deploy().succeeds().report().warnings()).isEmpty();
        app.git("checkout", "-q", ".");
        app.write("deploy-hooks.yml", "version: 1\nprofile: platform-sh\nfrozen: warn\n")
                .commit();
        Files.delete(app.root().resolve("may-not"));
        Deployed warned = app.deploy("--rebuild").succeeds();
        assertThat(warned.report().warnings())
                .anySatisfy(
                        warning -> assertThat(warning).contains("frozen-deploy").contains("new may-not;"))
                .anySatisfy(warning ->
                        assertThat(warning).contains("frozen-post_deploy").contains("changed source.txt;"));
        app.git("checkout", "-q", ".");
        Files.delete(app.root().resolve("may-not"));
        app.write("deploy-hooks.yml", "version: 1\nprofile: platform-sh\nfrozen: fail\n")
                .commit();
        Deployed failed = app.deploy("--rebuild");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.report().result().failedStep()).isEqualTo("frozen-deploy");
        Files.delete(app.root().resolve("may-not"));
        Deployed unstable = app.deploy("--rebuild", "--set", "deploy=true");
        assertThat(unstable.report().result().outcome())
                .as("after it has succeeded it cannot fail any more")
                .isEqualTo("unstable");
    }

    @Test
    @Requirement({"S53", "S57", "S59"})
    void requestsAreHeldAroundDeployAndWhoHoldsThemTooLongIsToldSo() throws Exception {
        app.write(
                "deploy-hooks.yml",
                "version: 1\nprofile: platform-sh\nrun: " + quoted(say("run")) + "\ntraffic:\n  hold: "
                        + quoted(say("hold")) + "\n  open: {run: " + quoted("sleep 0.3; " + say("open"))
                        + ", timeout: 1m}\n  holdLimit: 100ms\n");
        app("hooks: {deploy: " + quoted(say("deploy")) + ", post_deploy: " + quoted(say("post_deploy")) + "}");
        Deployed deployed = app.deploy().succeeds();
        assertThat(trail()).containsExactly("run", "hold", "deploy", "open", "post_deploy");
        assertThat(deployed.report().warnings())
                .singleElement()
                .asString()
                .matches("traffic: requests were held for .*, longer than the holdLimit of 100ms");
        Deployed failed = app.deploy("--rebuild", "--set", "deploy=false");
        assertThat(failed.report().result().outcome()).isEqualTo("unstable");
        assertThat(trail()).containsExactly("run", "hold", "open", "post_deploy");
    }

    @Test
    @Requirement({"S62", "S64"})
    void theLogOfAHookCanBeReadWhileItRuns() throws Exception {
        app("hooks: {deploy: 'echo \"🔥 first\"; while [ ! -e go ]; do sleep 0.05; done; echo last'}");
        Path logs = temp.resolve("logs");
        try (CliProcess cli = CliProcess.deployHooks(
                temp, temp.resolve("files"), "run", app.root().toString(), "--logs", logs.toString())) {
            cli.awaitOutput("deploy | 🔥 first");
            Path log;
            try (Stream<Path> all = Files.walk(logs)) {
                log = all.filter(file -> file.getFileName().toString().endsWith("-deploy.log"))
                        .findFirst()
                        .orElseThrow();
            }
            String begin =
                    "(?s)\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\] Launching command '[^\n]*'\\.\n\n";
            assertThat(Files.readString(log)).matches(begin + "🔥 first\n");
            Files.createFile(app.root().resolve("go"));
            assertThat(cli.exitCode()).as(cli.err()).isZero();
            assertThat(Files.readString(log)).matches(begin + "🔥 first\nlast\n");
        }
    }
}
