package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.cli.CachedApp.Deployed;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments of one app, one after the other: what the archive holds, and what runs where one fits. */
class FromCacheTest {
    private static final String[] EVERY_EVENT = {
        "build: mkdir -p out && cat source.txt > out/built",
        "run: cat out/built out/pre out/post",
        "hooks:",
        "  preBuild: mkdir -p out && echo \"$DEPLOY_KIND $DEPLOY_FROM_CACHE\" > out/pre",
        "  postBuild: echo post > out/post",
        "  preRun: test ! -e out/started && echo \"$DEPLOY_CACHE_KEY\" > out/started; exit \"${PRE_RUN:-0}\"",
        "  runSucceeded: echo \"before $DEPLOY_PREVIOUS_RESULT\"",
        "  runFailed: 'true'",
    };

    @TempDir
    Path temp;

    private CachedApp app;

    @BeforeEach
    void make() throws Exception {
        app = new CachedApp(temp);
    }

    @Test
    @Requirement({"S13", "S15", "S16", "S18", "S20", "S21", "S22", "S46"})
    void afterAFailedPreRunTheArchiveIsGoodAndTheNextDeploymentIsFromCache() throws Exception {
        app.define(EVERY_EVENT).env("PRE_RUN", "7");
        Deployed failed = app.deploy();
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.started()).containsExactly("preBuild", "build", "postBuild", "save", "preRun", "runFailed");
        assertThat(app.archived())
                .contains("out/built", "out/pre", "out/post", "source.txt")
                .doesNotContain("out/started");

        app.freshCheckout().env("PRE_RUN", "0");
        Deployed cached = app.deploy().succeeds();
        assertThat(cached.kind()).isEqualTo("from-cache");
        assertThat(cached.started()).containsExactly("restore", "preBuild", "preRun", "run", "runSucceeded");
        assertThat(cached.step("postBuild").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(cached.step("postBuild").reason()).isEqualTo("from cache");
        assertThat(cached.out()).contains("run | 1from-cache true\nrun | post\n");
        assertThat(cached.out()).contains("runSucceeded | before FAILED");
    }

    @Test
    void whereSomebodyWorksNothingIsReplacedUnlessThatIsAskedFor() throws Exception {
        app.cacheIn(null).define("build: mkdir -p data && echo built > data/made", "run: 'true'");
        Deployed unasked = app.deploy().succeeds();
        assertThat(unasked.out())
                .contains("Cache: no archives: cache.paths does not say what to keep; with --cache-dir");
        assertThat(unasked.started()).containsExactly("build", "run");
        assertThat(app.deploy().succeeds().started()).as("the second time, too").containsExactly("build", "run");
        app.define("build: mkdir -p out && echo built > out/made", "run: 'true'", "cache: {paths: [out]}");
        app.deploy().succeeds();
        Files.writeString(app.root().resolve("local.db"), "mine");
        app.write(".gitignore", "out\nlocal.db\n");
        assertThat(app.deploy().succeeds().started()).contains("build");
        assertThat(app.deploy().succeeds().started()).contains("restore").doesNotContain("build");
        assertThat(app.root().resolve("local.db")).hasContent("mine");
    }

    @Test
    @Requirement({"S46", "S49"})
    void theReportSaysWhatWasTakenAndLeft() throws Exception {
        app.define(EVERY_EVENT);
        Deployed first = app.deploy().succeeds();
        assertThat(first.report().cache().hit()).isFalse();
        assertThat(first.report().cache().reason()).isEqualTo("miss: no archive yet");
        assertThat(first.report().cache().bytes())
                .isEqualTo(Files.size(app.archives().get(0)));
        assertThat(first.report().cache().files()).isEqualTo(app.archived().size());
        assertThat(first.report().cache().seconds()).isNotNegative();
        assertThat(first.out())
                .contains(
                        "Cache: miss: no archive yet; stored " + app.archived().size() + " files as ");
        assertThat(app.root().resolve("out/started"))
                .hasContent(first.report().cache().key());

        app.freshCheckout();
        Deployed second = app.deploy().succeeds();
        assertThat(second.kind()).isEqualTo("redeploy");
        assertThat(second.report().cache().hit()).isTrue();
        assertThat(second.report().cache().key())
                .isEqualTo(first.report().cache().key());
        assertThat(second.report().cache().reused())
                .isEqualTo(first.report().deployment().id());
        assertThat(second.report().cache().bytes())
                .isEqualTo(first.report().cache().bytes());
        assertThat(second.out())
                .contains("Cache: unchanged since deployment "
                        + first.report().deployment().id() + "; unpacked ")
                .contains("runSucceeded | before SUCCESS");
    }

    @Test
    @Requirement({"S50", "X2"})
    void aMissNamesThePartThatChanged() throws Exception {
        app.define("build: 'true'", "cache: {key: \"{{ files('package-lock.json') }}\"}");
        app.write("package-lock.json", "1").commit().deploy().succeeds();
        app.write("package-lock.json", "2").commit();
        Deployed changed = app.deploy().succeeds();
        assertThat(changed.kind()).isEqualTo("deploy");
        assertThat(changed.out())
                .contains("> save: miss: key parts package-lock.json and tree changed")
                .contains("Cache: miss: key parts package-lock.json and tree changed; stored ");
    }

    @Test
    @Requirement({"S17"})
    void afterAFailedPostBuildThereIsNoArchive() throws Exception {
        app.define("build: mkdir -p out && touch out/built", "hooks: {postBuild: 'exit \"${POST:-1}\"'}");
        Deployed failed = app.deploy();
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(app.archives()).isEmpty();
        app.env("POST", "0");
        assertThat(app.deploy().succeeds().started()).contains("build", "postBuild", "save");
        assertThat(app.archives()).hasSize(1);
    }

    @Test
    @Requirement({"S29"})
    void theSameInputsGiveTheSameBytes() throws Exception {
        app.define("build: mkdir -p out/b out/a && echo 1 > out/b/x && echo 2 > out/a/y && chmod 700 out/b/x");
        app.deploy().succeeds();
        Map<String, byte[]> first = bytes();
        app.freshCheckout();
        app.env("TZ", "Asia/Tokyo").deploy("--rebuild").succeeds();
        assertThat(bytes().keySet()).isEqualTo(first.keySet());
        bytes().forEach((name, bytes) -> assertThat(bytes).isEqualTo(first.get(name)));
    }

    private Map<String, byte[]> bytes() throws Exception {
        Map<String, byte[]> all = new HashMap<>();
        for (Path archive : app.archives()) {
            all.put(archive.toString(), Files.readAllBytes(archive));
        }
        return all;
    }

    @Test
    @Requirement({"D10b"})
    void gitIsArchivedOnlyWhereItIsNamed() throws Exception {
        app.define("build: 'true'").deploy().succeeds();
        assertThat(app.archived()).contains("source.txt").noneMatch(name -> name.startsWith(".git/"));
        Trees.delete(app.cache());
        app.define("build: 'true'", "cache: {paths: [.git]}").deploy().succeeds();
        assertThat(app.archived()).contains(".git/HEAD").doesNotContain("source.txt");
    }

    @Test
    @Requirement({"D16", "S13", "S16"})
    void cleanupRemovesWhatPreBuildWroteAlthoughTheArchiveHasIt() throws Exception {
        app.define(
                "build: mkdir -p out && cp out/.npmrc out/copy",
                "run: 'true'",
                "hooks: {preBuild: 'mkdir -p out && echo secret > out/.npmrc', cleanup: rm -f out/.npmrc}");
        app.deploy().succeeds();
        assertThat(app.root().resolve("out/.npmrc")).doesNotExist();
        assertThat(app.archived()).contains("out/.npmrc");
        app.freshCheckout();
        assertThat(app.deploy().succeeds().started())
                .contains("restore", "cleanup")
                .doesNotContain("build");
        assertThat(app.root().resolve("out/.npmrc")).doesNotExist();
        assertThat(app.root().resolve("out/copy")).exists();
    }

    @Test
    @Requirement({"X11"})
    void whatARestoreKeyFindsIsThereBeforePreBuildAndThenAllIsBuilt() throws Exception {
        app.define(
                "build: echo $(cat out/built) $(cat source.txt) > out/built",
                "hooks:",
                "  preBuild: mkdir -p out; touch out/built; echo found $(cat out/built) \"$DEPLOY_KIND"
                        + " $DEPLOY_FROM_CACHE\"",
                "  postBuild: 'true'",
                "cache: {key: \"v1-{{ tree }}\", restoreKeys: [\"v1-\"], paths: [out]}");
        app.deploy().succeeds();
        app.freshCheckout().write("source.txt", "2").commit();
        Deployed built = app.deploy().succeeds();
        assertThat(built.kind()).isEqualTo("deploy");
        assertThat(built.started()).containsExactly("restore", "preBuild", "build", "postBuild", "save", "run");
        assertThat(built.out())
                .contains("preBuild | found 1 deploy false")
                .contains("a restore key has found the archive of key v1-");
        assertThat(app.root().resolve("out/built")).hasContent("1 2");
        assertThat(built.report().cache().hit()).isFalse();
        assertThat(built.report().cache().reused())
                .startsWith("v1-")
                .isNotEqualTo(built.report().cache().key());
        assertThat(app.archives()).hasSize(2);
    }

    @Test
    @Requirement({"X11", "S45"})
    void whatARestoreKeyFindsAndCannotBeUsedIsANote() throws Exception {
        app.define(
                "build: mkdir -p out && echo built > out/built",
                "cache: {key: \"v1-{{ tree }}\", restoreKeys: [\"v1-\"], paths: [out]}");
        app.deploy().succeeds();
        Files.write(app.archives().get(0), new byte[100]);
        app.freshCheckout().write("source.txt", "2").commit();
        Deployed built = app.deploy().succeeds();
        assertThat(built.report().warnings()).isEmpty();
        assertThat(built.step("restore").state()).isEqualTo(StepReport.State.SUCCEEDED);
        assertThat(built.step("restore").notes()).singleElement().asString().contains("is not used: ");
        assertThat(app.root().resolve("out/built")).exists();
    }
}
