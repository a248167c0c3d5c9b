package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.cli.CachedApp.Deployed;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hook that only runs where certain files have changed since what is deployed: left out only if that is certain. */
@Requirement("J")
class ChangedPathsTest {
    private static final String WHATEVER = "preRun/migrate: runs whatever has changed, since ";

    @TempDir
    Path temp;

    private CachedApp app;

    @BeforeEach
    void make() throws Exception {
        app = new CachedApp(temp);
        app.write("db/1.sql", "create");
        app.define(
                "run: 'true'",
                "hooks:",
                "  preRun:",
                "    - {name: migrate, run: 'true', when: {changedPaths: ['db/**']}}",
                "    - {name: check, run: 'test -z \"$FAIL\"'}");
    }

    private Deployed deploy(boolean migrates) throws Exception {
        Deployed deployed = app.deploy().succeeds();
        assertThat(deployed.started().contains("preRun/migrate"))
                .as(deployed.out())
                .isEqualTo(migrates);
        return deployed;
    }

    private void failing() throws Exception {
        assertThat(app.env("FAIL", "1").deploy().exitCode()).isNotZero();
        app.env("FAIL", "");
    }

    private void commit(String file, String text) throws Exception {
        app.write(file, text).commit();
    }

    @Test
    void itRunsTheFirstTimeAndThenOnlyWhereItsFilesHaveChanged() throws Exception {
        Deployed first = deploy(true);
        String note = WHATEVER + "no successful deployment of this app to this environment is remembered";
        assertThat(first.report().warnings()).containsExactly(note);
        assertThat(first.out()).contains(note);

        Deployed same = deploy(false);
        assertThat(same.report().warnings()).isEmpty();
        assertThat(same.step("preRun/migrate").reason()).isEqualTo("when: no changed path matches");
        commit("source.txt", "2");
        assertThat(app.plan().succeeds().out()).contains("skip preRun/migrate: when: no changed path matches");
        deploy(false);

        commit("db/2.sql", "alter");
        assertThat(app.plan().succeeds().out()).contains("run  preRun/migrate: true");
        deploy(true);
        deploy(false);
        app.git("rm", "-q", "db/2.sql");
        app.commit();
        deploy(true);
    }

    @Test
    void whatAFailedDeploymentHasLeftUndoneIsDueStill() throws Exception {
        deploy(true);
        commit("db/2.sql", "alter");
        failing();
        commit("source.txt", "2");
        deploy(true);
        deploy(false);

        commit("db/3.sql", "alter again");
        failing();
        app.git("rm", "-q", "db/3.sql");
        app.commit();
        deploy(true);
        deploy(false);
        failing();
        assertThat(deploy(false).report().warnings())
                .as("what failed had the same files")
                .isEmpty();
    }

    @Test
    void whatAnotherConditionHasLeftOutIsDueStill() throws Exception {
        deploy(true);
        commit("db/2.sql", "alter");
        app.env("DEPLOY_SKIP_HOOKS", "migrate");
        deploy(false);
        app.env("DEPLOY_SKIP_HOOKS", "nothing");
        commit("source.txt", "2");
        deploy(true);
        deploy(false);
    }

    @Test
    void filesThatAreNotCommittedCountWhenTheyComeAndWhenTheyGo() throws Exception {
        deploy(true);
        app.write("db/1.sql", "create more");
        deploy(true);
        app.git("checkout", "-q", "db/1.sql");
        deploy(true);
        deploy(false);
        app.write("db/2.sql", "nobody has added it yet");
        deploy(true);
        app.write("db/2.sql", "and is written again");
        deploy(true);
    }

    @Test
    void whereGitDoesNotHaveTheCommitItRuns() throws Exception {
        deploy(true);
        commit("source.txt", "2");
        Path origin = temp.resolve("origin");
        Files.move(app.root(), origin);
        Files.createDirectory(app.root());
        app.git("clone", "-q", "--depth", "1", origin.toUri().toString(), ".");
        String lacks = "git does not have commit ";
        assertThat(deploy(true).report().warnings()).singleElement().asString().startsWith(WHATEVER + lacks);
        deploy(false);

        app.git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "--amend", "-m", "other words");
        deploy(false);
        app.git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "--amend", "-m", "and others");
        app.git("reflog", "expire", "--expire=now", "--all");
        app.git("gc", "-q", "--prune=now");
        assertThat(deploy(true).report().warnings()).singleElement().asString().startsWith(WHATEVER + lacks);
    }

    @Test
    void aRecordThatIsForgedOrOldIsNotBelieved() throws Exception {
        deploy(true);
        Path victim = temp.resolve("victim");
        record(text -> text.replaceAll("\"commit\":\"[0-9a-f]+\"", "\"commit\":\"--output=" + victim + "\""));
        assertThat(deploy(true).report().warnings())
                .singleElement()
                .asString()
                .startsWith(WHATEVER + "it is not known what exactly deployment ");
        assertThat(victim).doesNotExist();

        record(text -> text.replaceAll(",\"revisions\":.*", "}"));
        deploy(true);
        record(text -> text.replaceAll("\"deployment\":\"[^\"]+\"", "\"deployment\":null"));
        deploy(true);
        deploy(false);
    }

    private void record(UnaryOperator<String> change) throws IOException {
        try (Stream<Path> files = Files.list(app.cache().resolve("last"))) {
            Path file = files.filter(each -> each.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            String before = Files.readString(file);
            String after = change.apply(before);
            assertThat(after).isNotEqualTo(before);
            Files.writeString(file, after);
        }
    }

    @Test
    void withoutGitItRuns() throws Exception {
        Files.move(app.root().resolve(".git"), temp.resolve("elsewhere"));
        deploy(true);
        deploy(true);
    }

    @Test
    void anotherDirectoryOfTheSameRepositoryIsAnotherApp() throws Exception {
        commit("apps/a/db/1.sql", "a");
        app.write("apps/b/db/1.sql", "b");
        app.define(
                "folder: apps/a",
                "run: 'true'",
                "hooks: {preRun: {name: migrate, run: 'true', when: {changedPaths: ['apps/*/db/**']}}}");
        deploy(true);
        deploy(false);
        app.env("APP_FOLDER", "apps/b");
        assertThat(deploy(true).report().warnings())
                .singleElement()
                .asString()
                .contains("was of another directory of the repository");
        deploy(false);
    }

    @Test
    void ofTheBuildPhaseItRunsWhereverAnArchiveHoldsWhatItMakes() throws Exception {
        app.define("hooks: {postBuild: {name: assets, run: 'true', when: {changedPaths: ['assets/**']}}}");
        app.deploy().succeeds();
        commit("source.txt", "2");
        assertThat(app.deploy().succeeds().started()).contains("postBuild/assets", "save");
        commit("source.txt", "3");
        assertThat(app.deploy("--no-cache").succeeds().started()).doesNotContain("postBuild/assets");
    }
}
