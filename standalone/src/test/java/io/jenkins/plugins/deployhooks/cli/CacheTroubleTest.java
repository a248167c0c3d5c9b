package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.cli.CachedApp.Deployed;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache that is damaged, full, missing or not wanted costs time, and never a deployment. */
class CacheTroubleTest {
    private static final String NOISE = "head -c 3000000 /dev/urandom > out/noise";

    @TempDir
    Path temp;

    private CachedApp app;
    private Path disk;

    @BeforeEach
    void make() throws Exception {
        app = new CachedApp(temp);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            assertThat(runs("umount", "-l", disk.toString())).isTrue();
        }
    }

    @Test
    @Requirement({"S45", "S46", "X11"})
    void aDamagedArchiveIsAMissAndEverythingIsBuilt() throws Exception {
        app.define(
                "build: mkdir -p out && echo built > out/built",
                "hooks: {preBuild: 'echo \"$DEPLOY_KIND $DEPLOY_FROM_CACHE\"'}");
        app.deploy().succeeds();
        Path archive = app.archives().get(0);
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        app.freshCheckout();

        Deployed built = app.deploy().succeeds();
        assertThat(built.started()).containsExactly("restore", "preBuild", "build", "save", "run");
        assertThat(built.out())
                .contains("preBuild | deploy false")
                .contains("> save: miss: the archive cannot be used")
                .doesNotContain("> save: unchanged");
        assertThat(built.report().cache().hit()).isFalse();
        assertThat(built.report().cache().reason())
                .startsWith("miss: the archive cannot be used: ")
                .endsWith("; it is removed from the cache");
        assertThat(built.report().cache().bytes()).isEqualTo(bytes.length);
        assertThat(app.deploy().succeeds().report().cache().hit()).isTrue();
    }

    @Test
    @Requirement({"S45"})
    void onAFullDiskNothingIsStoredTheSpaceIsGivenBackAndTheDeploymentSaysSo() throws Exception {
        mount("2m");
        app.define("build: mkdir -p out && " + NOISE, "run: ls out").cacheIn(disk.resolve("cache"));
        Deployed deployed = app.deploy().succeeds();
        assertThat(deployed.step("save").state()).isEqualTo(StepReport.State.FAILED);
        assertThat(deployed.report().warnings())
                .singleElement()
                .asString()
                .contains("No space left on device for ")
                .contains("what was written is removed again");
        assertThat(deployed.out()).contains("! save: the archive is not stored: No space left on device");
        assertThat(app.archives()).isEmpty();
        assertThat(Files.getFileStore(disk).getUsableSpace()).isGreaterThan(1_500_000);
        assertThat(app.deploy().succeeds().started()).contains("build");
    }

    @Test
    @Requirement({"S45"})
    void onAFullDiskARestoreLeavesTheTreeAsItWasAndEverythingIsBuilt() throws Exception {
        mount("5m");
        app = new CachedApp(temp, disk.resolve("app"));
        app.define("build: mkdir -p out && { test -e fill || " + NOISE + "; } && touch out/built");
        app.deploy().succeeds();
        app.freshCheckout();
        Files.write(app.root().resolve("fill"), new byte[3_000_000]);
        Deployed built = app.deploy().succeeds();
        assertThat(built.started()).startsWith("restore").contains("build");
        assertThat(built.report().cache().reason())
                .startsWith("miss: the archive is not restored: ")
                .contains("No space left on device");
        try (Stream<Path> files = Files.list(disk)) {
            assertThat(files).as("nothing of the restore is left").containsExactly(app.root());
        }
        assertThat(app.root().resolve("out/built")).exists();
        assertThat(app.root().resolve("out/noise")).doesNotExist();
    }

    @Test
    @Requirement({"S45"})
    void aCacheThatCannotBeUsedIsAWarning() throws Exception {
        app.define("profile: platform-sh", "build: echo \"built ${PLATFORM_CACHE_DIR:-without}\"");
        app.cacheIn(Files.writeString(temp.resolve("file"), "no directory"));
        Deployed deployed = app.deploy().succeeds();
        assertThat(deployed.out()).contains("build | built without");
        assertThat(deployed.report().cache().reason()).isEqualTo("no archives: the cache cannot be used");
        assertThat(deployed.report().warnings())
                .anyMatch(warning -> warning.contains(temp.resolve("file").toString()));
    }

    @Test
    void withoutCacheNothingIsUsedOrMade() throws Exception {
        app.define("build: 'true'", "cache: {dependencies: true}").deploy().succeeds();
        Deployed without = app.deploy("--no-cache").succeeds();
        assertThat(without.started()).containsExactly("build", "run");
        assertThat(without.report().cache().reason()).isEqualTo("no archives: --no-cache is given");
        assertThat(app.deploy().succeeds().kind())
                .as("what was launched meanwhile is not what the last one remembered")
                .isEqualTo("from-cache");
    }

    @Test
    @Requirement({"S44", "S47"})
    void afterAKilledDeploymentNothingIsTakenForGrantedAndItsTmpdirIsRemoved() throws Exception {
        app.define(
                "profile: platform-sh",
                "build: touch \"$TMPDIR/left\"",
                "hooks: {deploy: 'echo at $TMPDIR; if [ -n \"$WAIT\" ]; then sleep 60; fi'}");
        app.deploy().succeeds();
        app.write("source.txt", "2").commit();
        try (CliProcess cli = CliProcess.start(
                temp,
                temp.resolve("files"),
                Map.of("WAIT", "yes"),
                List.of(
                        Launcher.in(temp.resolve("files")).toString(),
                        "run",
                        app.root().toString(),
                        "--cache-dir",
                        app.cache().toString()))) {
            cli.awaitOutput("deploy | at ");
            cli.signal("KILL");
            assertThat(cli.exitCode()).isNotZero();
        }
        try (Stream<Path> left = Files.list(app.cache().resolve("temporary/deployments"))) {
            assertThat(left).as("killed before it could").hasSize(1);
        }
        Deployed next = app.deploy().succeeds();
        assertThat(next.kind()).isEqualTo("from-cache");
        assertThat(next.started()).contains("deploy");
        try (Stream<Path> left = Files.list(app.cache().resolve("temporary/deployments"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @Requirement({"S46", "S47"})
    void aPlanSaysHitOrMissAndWhyAndWritesNothing() throws Exception {
        app.define("build: 'true'", "cache: {key: \"{{ files('lock') }}\"}");
        assertThat(app.plan().succeeds().out())
                .contains("\n  cache: miss: no archive yet\n")
                .contains("skip restore: miss: no archive yet");
        assertThat(app.cache()).doesNotExist();
        app.deploy().succeeds();
        Map<String, String> before = files();
        String unchanged = app.plan().succeeds().out();
        assertThat(unchanged).startsWith("redeploy of ").contains("\n  cache: unchanged since deployment ");
        app.write("lock", "1").commit();
        assertThat(app.plan().succeeds().out()).contains("cache: miss: key parts lock and tree changed");
        assertThat(app.plan("--rebuild").succeeds().out()).contains("cache: miss: a rebuild is asked for");
        assertThat(app.plan("--no-cache").succeeds().out()).contains("cache: no archives: --no-cache is given");
        String json = app.plan("--format", "json").succeeds().out();
        assertThat(Json.only(json).at("/cache/hit").booleanValue()).isFalse();
        assertThat(Json.only(json).at("/cache/reason").textValue()).isEqualTo("miss: key parts lock and tree changed");
        assertThat(files()).isEqualTo(before);
    }

    /** Every file of the cache and when it was changed last. */
    private Map<String, String> files() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(app.cache())) {
            for (Path file : files.toList()) {
                all.put(file.toString(), Files.getLastModifiedTime(file).toString());
            }
        }
        return all;
    }

    private void mount(String size) throws Exception {
        Path place = Files.createDirectory(temp.resolve("disk"));
        boolean mounted;
        try {
            mounted = runs("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place.toString());
        } catch (IOException e) {
            mounted = false;
        }
        assumeTrue(mounted, "a small file system can be mounted on Linux by root only");
        disk = place;
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
