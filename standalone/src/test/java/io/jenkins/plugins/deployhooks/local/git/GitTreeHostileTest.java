package io.jenkins.plugins.deployhooks.local.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitTree;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository whose configuration names programs: a plan must be made without running any. */
@DisabledOnOs(OS.WINDOWS)
@Requirement({"X2"})
class GitTreeHostileTest {
    /** Too large for something that a filter would replace. */
    private static final String LARGE = "b".repeat(2000);

    @TempDir
    private Path temporary;

    private ScratchRepository repository;
    private Path ran;

    @BeforeEach
    void commit() throws Exception {
        repository = ScratchRepository.in(temporary.resolve("repository"));
        ran = temporary.resolve("ran");
        repository.write("a.js", "a");
        repository.write(".gitattributes", "*.bin filter=evil\n");
        repository.write("b.bin", LARGE);
        repository.commit();
        Path program = repository.root().resolve(".git/program");
        Files.writeString(program, "#!/bin/sh\necho \"$0 $*\" >>'" + ran + "'\ncat 2>/dev/null\nexit 0\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private TreeId.Checkout checkout() throws InterruptedException {
        return new GitTree(new LocalGit()).of(repository.root());
    }

    private String program() {
        return repository.root().resolve(".git/program").toString();
    }

    @Test
    void aWatcherOfTheFileSystemIsNotAsked() throws Exception {
        repository.git("config", "core.fsmonitor", program());
        repository.write("a.js", "changed");
        assertThat(checkout().changes()).containsExactly("a.js");
        assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "process"})
    void aFilterOfTheRepositoryIsNotRunAndTheFilesAreReadInstead(String kind) throws Exception {
        repository.git("config", "filter.evil." + kind, program());
        repository.write("b.bin", LARGE.replace('b', 'c'));
        assertThat(checkout()).isNull();
        assertThat(ran).doesNotExist();
    }

    @Test
    void aFilterInAnIncludedFileIsOneOfTheRepository() throws Exception {
        Files.writeString(repository.root().resolve(".git/more"), "[filter \"evil\"]\n\tclean = " + program() + "\n");
        repository.git("config", "include.path", "more");
        repository.write("b.bin", LARGE.replace('b', 'c'));
        assertThat(checkout()).isNull();
        assertThat(ran).doesNotExist();
    }

    @Test
    void programsOfASubmoduleAreNotRunEither() throws Exception {
        ScratchRepository library = ScratchRepository.in(temporary.resolve("library"));
        library.write(".gitattributes", "*.bin filter=evil\n");
        library.write("c.bin", "c");
        library.commit();
        repository.git("submodule", "--quiet", "add", library.root().toString(), "sub");
        repository.git("commit", "-q", "-m", "sub");
        ScratchRepository sub = new ScratchRepository(repository.root().resolve("sub"));
        sub.git("config", "filter.evil.clean", program());
        sub.git("config", "core.fsmonitor", program());
        sub.write("c.bin", "d");
        assertThat(checkout().changes()).as("its files are read").containsExactly("sub");
        assertThat(ran).doesNotExist();
    }

    @Test
    void nothingIsFetched() throws Exception {
        repository.git("config", "extensions.partialClone", "origin");
        repository.git("config", "remote.origin.promisor", "true");
        repository.git("config", "remote.origin.url", "ext::" + program() + " %S");
        repository.git("config", "protocol.ext.allow", "always");
        String tree = repository.git("rev-parse", "HEAD^{tree}");
        Files.delete(repository.root().resolve(".git/objects/" + tree.substring(0, 2) + "/" + tree.substring(2)));
        assertThat(checkout()).isNull();
        assertThat(ran).doesNotExist();
    }

    @Test
    void aHookIsNotRun() throws Exception {
        Path hook = repository.root().resolve(".git/hooks/post-index-change");
        Files.createDirectories(hook.getParent());
        Files.copy(Path.of(program()), hook);
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        repository.shell("touch a.js");
        assertThat(checkout().changes()).isEmpty();
        assertThat(ran).doesNotExist();
    }

    @Test
    void anIndexThatIsLockedOrDamagedIsNoObstacle() throws Exception {
        Files.createFile(repository.root().resolve(".git/index.lock"));
        assertThat(checkout().changes()).isEmpty();
        Files.writeString(repository.root().resolve(".git/index"), "DIRC and no more");
        assertThat(checkout()).isNull();
    }

    @Test
    void aRepositoryOfSomebodyElseIsReadFileByFile() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root can give a file away");
        repository.shell("chown -R 12345 .");
        assertThat(checkout()).isNull();
    }

    @Test
    @Timeout(150)
    void whatGitWaitsForIsNotWaitedFor() throws Exception {
        repository.git("config", "core.excludesFile", temporary.resolve("pipe").toString());
        repository.shell("mkfifo '" + temporary.resolve("pipe") + "'");
        Thread waiting = Thread.currentThread();
        Thread impatient = new Thread(() -> {
            // As an abort does it, once git waits for somebody to write into the pipe.
            org.awaitility.Awaitility.await()
                    .atMost(50, java.util.concurrent.TimeUnit.SECONDS)
                    .until(() -> ProcessHandle.current()
                            .descendants()
                            .anyMatch(child -> child.info().arguments().stream()
                                    .anyMatch(arguments -> List.of(arguments).contains("status"))));
            waiting.interrupt();
        });
        impatient.start();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(this::checkout))
                .isInstanceOf(InterruptedException.class);
        impatient.join();
        org.awaitility.Awaitility.await()
                .atMost(50, java.util.concurrent.TimeUnit.SECONDS)
                .until(() -> ProcessHandle.current()
                        .descendants()
                        .noneMatch(child -> child.info().command().orElse("").endsWith("git")));
    }
}
