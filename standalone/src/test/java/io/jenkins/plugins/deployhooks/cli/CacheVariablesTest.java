package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.cli.CachedApp.Deployed;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the platforms' variables make of the cache, and the directories that they promise. */
class CacheVariablesTest {
    @TempDir
    Path temp;

    private CachedApp app;

    @BeforeEach
    void make() throws Exception {
        app = new CachedApp(temp);
    }

    @Test
    @Requirement({"S19"})
    void withoutUploadThereIsNoArchiveAndTheNextDeploymentBuilds() throws Exception {
        app.define("profile: clever-cloud", "build: 'true'").env("CC_DISABLE_BUILD_CACHE_UPLOAD", "true");
        Deployed first = app.deploy().succeeds();
        assertThat(first.started()).containsExactly("build", "run");
        assertThat(first.report().cache().reason()).isEqualTo("archives are switched off");
        assertThat(app.archives()).isEmpty();
        assertThat(app.deploy().succeeds().started()).contains("build");
        app.env("CC_DISABLE_BUILD_CACHE_UPLOAD", "false").deploy().succeeds();
        assertThat(app.deploy().succeeds().started()).doesNotContain("build");
        app.env("CC_DISABLE_BUILD_CACHE_UPLOAD", "true");
        assertThat(app.deploy().succeeds().started())
                .as("nor is one used that is there")
                .contains("build");
    }

    @Test
    @Requirement({"D2"})
    void ignoredPathsAreNotInTheArchive() throws Exception {
        app.define("profile: clever-cloud", "build: mkdir -p out/a out/b && touch out/a/x out/b/y out/c");
        app.env("CC_IGNORE_FROM_BUILDCACHE", "out/a:out/c").deploy().succeeds();
        assertThat(app.archived()).contains("out/b/y").doesNotContain("out/a", "out/a/x", "out/c");
    }

    @Test
    @Requirement({"D2"})
    void theOldNameOfIgnoredPathsWorksWithAWarning() throws Exception {
        app.define("profile: clever-cloud", "build: mkdir -p out && touch out/a out/b");
        Deployed deployed = app.env("IGNORE_FROM_BUILDCACHE", "out/a").deploy().succeeds();
        assertThat(app.archived()).contains("out/b").doesNotContain("out/a");
        assertThat(deployed.err()).contains("warning: ").contains("CC_IGNORE_FROM_BUILDCACHE");
    }

    @Test
    @Requirement({"D3"})
    void onlyTheNamedPathsAreArchivedAndTheScriptsThatAreNeededLater() throws Exception {
        app.script("clevercloud/pre-run.sh", "cat out/built").script("clevercloud/post-build.sh", "true");
        app.define("profile: clever-cloud", "build: mkdir -p out && echo built > out/built");
        app.env("CC_OVERRIDE_BUILDCACHE", "/out:/source.txt")
                .env("CC_PRE_RUN_HOOK", "./clevercloud/pre-run.sh")
                .env("CC_POST_BUILD_HOOK", "./clevercloud/post-build.sh");
        Deployed deployed = app.deploy().succeeds();
        assertThat(app.archived())
                .containsExactly("clevercloud", "clevercloud/pre-run.sh", "out", "out/built", "source.txt");
        assertThat(deployed.step("save").notes())
                .singleElement()
                .asString()
                .startsWith("clevercloud/pre-run.sh is archived too, since preRun/pre-run needs it");
        app.freshCheckout();
        assertThat(app.deploy().succeeds().out()).contains("preRun/pre-run | built");
    }

    @Test
    @Requirement({"D4"})
    void dependenciesSurviveAChangedBuildKey() throws Exception {
        app.write(".gitignore", "/out/\nnode_modules\n.tools\n").write("package.json", "{}");
        app.define(
                "profile: clever-cloud",
                "build: mkdir -p node_modules .tools && echo \"$STAMP\" | tee -a node_modules/a .tools/b",
                "cache: {paths: [out]}");
        app.script("pre.sh", "cat node_modules/a .tools/b || true").commit();
        app.env("CC_CACHE_DEPENDENCIES", "true")
                .env("CC_CACHE_DEPENDENCIES_EXTRA_PATHS", ".tools")
                .env("CC_PRE_BUILD_HOOK", "./pre.sh")
                .env("STAMP", "one");
        Deployed first = app.deploy().succeeds();
        assertThat(first.step("restore").notes())
                .containsExactly("no dependencies are kept yet for .tools, node_modules");
        assertThat(first.step("save").notes()).contains("dependencies kept: .tools, node_modules");

        removeDependencies();
        app.write("source.txt", "2").commit().env("STAMP", "two");
        Deployed second = app.deploy().succeeds();
        assertThat(second.kind()).isEqualTo("deploy");
        assertThat(second.out()).contains("preBuild/pre | one\npreBuild/pre | one\n");
        assertThat(app.root().resolve("node_modules/a")).hasContent("one\ntwo");

        removeDependencies();
        Deployed rebuilt = app.env("STAMP", "three").deploy("--rebuild").succeeds();
        assertThat(rebuilt.started()).doesNotContain("restore");
        assertThat(app.root().resolve("node_modules/a")).hasContent("three");
    }

    private void removeDependencies() throws Exception {
        for (String file : List.of("node_modules/a", ".tools/b")) {
            Files.delete(app.root().resolve(file));
        }
    }

    @Test
    @Requirement({"S41", "S42", "S43", "U"})
    void onPlatformShTheCacheDirectoryIsKeptForAllBranchesAndNotArchived() throws Exception {
        app.define(
                "profile: platform-sh",
                "environment: staging",
                "app: shop",
                "build: echo \"$STAMP\" >> \"$PLATFORM_CACHE_DIR/used\"; cat \"$PLATFORM_CACHE_DIR/used\"; env | sort",
                "run: env | sort",
                "hooks: {post_deploy: 'true'}");
        Deployed first = app.env("STAMP", "one").deploy().succeeds();
        String root = app.root().toRealPath().toString();
        assertThat(lines(first, "build"))
                .contains("one", "PLATFORM_APP_DIR=" + root, "PLATFORM_SOURCE_DIR=" + root)
                .contains("PLATFORM_PROJECT=app", "PLATFORM_APPLICATION_NAME=shop")
                .anyMatch(line -> line.matches("PLATFORM_TREE_ID=[0-9a-f]{16}"))
                .noneMatch(line -> line.matches("PLATFORM_(BRANCH|ENVIRONMENT)=.*"));
        assertThat(lines(first, "run"))
                .contains("PLATFORM_ENVIRONMENT=staging", "PLATFORM_ENVIRONMENT_TYPE=staging")
                .anyMatch(line -> line.startsWith("PLATFORM_BRANCH="))
                .noneMatch(line -> line.startsWith("PLATFORM_CACHE_DIR="));
        assertThat(app.archived()).noneMatch(name -> name.contains("used"));
        app.git("checkout", "-q", "-b", "feature");
        app.write("source.txt", "2").commit();
        assertThat(lines(app.env("STAMP", "two").deploy().succeeds(), "build")).contains("one", "two");
    }

    @Test
    @Requirement({"S43"})
    void aCacheInTheAppIsNeitherArchivedNorAChange() throws Exception {
        app.define("profile: platform-sh", "build: 'touch \"$PLATFORM_CACHE_DIR/used\"'");
        Path own = Files.createDirectories(app.root().resolve("cache"));
        CachedApp inside = app.cacheIn(own);
        inside.deploy().succeeds();
        assertThat(inside.archived()).contains("source.txt").noneMatch(name -> name.startsWith("cache/"));
        assertThat(inside.deploy().succeeds().kind()).isEqualTo("redeploy");
    }

    @Test
    @Requirement({"S44"})
    void onPlatformShEachDeploymentHasATmpdirOfItsOwn() throws Exception {
        app.define(
                "profile: platform-sh",
                "build: ls -A \"$TMPDIR\"; touch \"$TMPDIR/left\"; echo \"at $TMPDIR\"",
                "run: echo \"at $TMPDIR\"",
                "hooks: {deploy: 'ls \"$TMPDIR\"', post_deploy: 'echo \"at $TMPDIR\"'}");
        app.env("TMPDIR", temp.toString());
        Deployed first = app.deploy().succeeds();
        Path own = Path.of(lines(first, "build").get(0).substring("at ".length()));
        assertThat(own.startsWith(app.cache())).isTrue();
        assertThat(lines(first, "deploy")).containsExactly("left");
        assertThat(lines(first, "run"))
                .as("what is launched outlives the deployment")
                .containsExactly("at " + temp);
        assertThat(own).doesNotExist();
        Deployed second = app.deploy("--rebuild").succeeds();
        assertThat(lines(second, "build")).hasSize(1).doesNotContain("at " + own);
    }

    private static List<String> lines(Deployed deployed, String step) {
        String prefix = step + " | ";
        return deployed.out()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
