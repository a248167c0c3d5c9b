package io.jenkins.plugins.deployhooks.local.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which files real git says have changed, of a repository that nobody vouches for. */
@Requirement("J")
class GitChangesTest {
    @TempDir
    private Path temporary;

    private ScratchRepository repository;
    private String first;

    @BeforeEach
    void commit() throws Exception {
        repository = ScratchRepository.in(temporary.resolve("repository"));
        repository.write("app/a.js", "a");
        repository.write("db/1.sql", "create");
        first = next();
    }

    /** Commits everything, and returns the id. */
    private String next() throws Exception {
        repository.commit();
        return repository.git("rev-parse", "HEAD");
    }

    private GitChanges.Found found(String... commits) throws InterruptedException {
        return new GitChanges(new LocalGit()).of(repository.root(), List.of(commits));
    }

    @Test
    void theDifferencesFromAllCommitsAreOne() throws Exception {
        repository.write("db/2 ä\n.sql", "alter");
        String second = next();
        repository.git("mv", "app/a.js", "app/b.js");
        String third = next();
        assertThat(found(second, third).changed()).containsExactlyInAnyOrder("app/a.js", "app/b.js");
        assertThat(found(first, second).changed()).containsExactlyInAnyOrder("app/a.js", "app/b.js", "db/2 ä\n.sql");
        repository.write("db/1.sql", "create more");
        repository.write("new", "");
        assertThat(found(third)).isEqualTo(new GitChanges.Found(third, "", List.of("db/1.sql", "new"), List.of(), ""));
    }

    @Test
    void belowTheRootOfARepositoryPathsAreThoseOfTheDirectory() throws Exception {
        repository.write("app/b.js", "b");
        repository.write("db/1.sql", "more");
        next();
        GitChanges.Found found =
                new GitChanges(new LocalGit()).of(repository.root().resolve("app"), List.of(first));
        assertThat(found.changed()).containsExactly("b.js");
        assertThat(found.prefix()).isEqualTo("app/");
        Path foreign = Files.createDirectory(repository.root().resolve("untracked"));
        assertThat(new GitChanges(new LocalGit()).of(foreign, List.of(first)).obstacle())
                .isEqualTo("there is no checkout of git, or no git");
    }

    @Test
    void ofAnotherCommitOfASubmoduleAnyFileMayHaveChanged() throws Exception {
        ScratchRepository library = ScratchRepository.in(temporary.resolve("library"));
        library.write("b.js", "b");
        library.commit();
        repository.git("submodule", "--quiet", "add", library.root().toString(), "sub");
        repository.git("config", "-f", ".gitmodules", "submodule.sub.ignore", "all");
        String before = next();
        library.write("b.js", "c");
        library.commit();
        repository.git("-C", "sub", "pull", "-q");
        repository.git("add", "-f", "sub");
        repository.git("commit", "-q", "-m", "other library");
        assertThat(found(before).changed()).contains("sub/");
        String after = repository.git("rev-parse", "HEAD");
        repository.git("config", "-f", ".gitmodules", "--unset", "submodule.sub.ignore");
        library.write("b.js", "d");
        library.commit();
        repository.git("-C", "sub", "pull", "-q");
        assertThat(found(after).uncommitted()).as("not in a commit").contains("sub/");
    }

    @Test
    void whatIsNoCommitOfThisRepositoryIsNotKnown() throws Exception {
        for (String no : List.of("0".repeat(40), "0".repeat(64), "HEAD", "--output=" + temporary.resolve("victim"))) {
            GitChanges.Found found = found(first, no);
            assertThat(found.changed()).as(no).isNull();
            assertThat(found.obstacle()).startsWith("git does not have commit ");
            assertThat(found.commit()).isEqualTo(first);
        }
        assertThat(temporary.resolve("victim")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nothingThatTheRepositoryNamesIsRun() throws Exception {
        Path ran = temporary.resolve("ran");
        Path program = repository.root().resolve(".git/program");
        Files.writeString(program, "#!/bin/sh\necho \"$0 $*\" >>'" + ran + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        repository.write(".gitattributes", "*.sql diff=evil filter=lfs\n");
        repository.write("db/1.sql", "more");
        next();
        for (String name :
                List.of("diff.external", "diff.evil.command", "diff.evil.textconv", "core.fsmonitor", "core.pager")) {
            repository.git("config", name, program.toString());
        }
        repository.git("config", "diff.ignoreSubmodules", "all");
        repository.git("config", "diff.relative", "false");
        assertThat(found(first).changed()).contains("db/1.sql");
        assertThat(ran).doesNotExist();
        repository.git("config", "filter.lfs.clean", program.toString());
        repository.write("db/1.sql", "and more");
        assertThat(found(first).obstacle()).isEqualTo("git cannot be asked which files are not as in the commit");
        assertThat(ran).doesNotExist();
    }

    @Test
    void whatIsNoAnswerOfGitIsRefused() throws Exception {
        List<String> none = List.of();
        assertThat(found(first).checked()).isNotNull();
        for (GitChanges.Found odd : List.of(
                new GitChanges.Found("HEAD", "", none, none, ""),
                new GitChanges.Found(first, null, none, none, ""),
                new GitChanges.Found(first, "a".repeat(5000), none, none, ""),
                new GitChanges.Found(first, "", none, none, null),
                new GitChanges.Found(first, "", none, Collections.singletonList(null), ""),
                new GitChanges.Found(first, "", none, Collections.nCopies(20_001, "a"), ""),
                new GitChanges.Found(first, "", List.of("a".repeat(1 << 22)), none, ""))) {
            assertThatThrownBy(odd::checked).isInstanceOf(IOException.class);
        }
    }
}
