package io.jenkins.plugins.deployhooks.agent.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindNamedTest {
    @TempDir
    private Path workspace;

    private List<String> found(FindNamed question) throws Exception {
        return question.invoke(workspace.toFile(), null);
    }

    private void write(String path) throws Exception {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    @Test
    void filesAreFoundWhereverTheyAreButForThoseOfGit() throws Exception {
        write("x.sh");
        write("a/b/X.SH");
        write("a/other.sh");
        write(".git/hooks/x.sh");
        assertThat(found(new FindNamed(List.of("X.sh")))).containsExactlyInAnyOrder("x.sh", "a/b/X.SH");
    }

    @Test
    void oneMoreThanTheMostTellsThatThereAreMore() throws Exception {
        for (int i = 0; i < 9; i++) {
            write(i + "/x.sh");
        }
        assertThat(found(new FindNamed(List.of("x.sh"), 9))).hasSize(9);
        assertThat(found(new FindNamed(List.of("x.sh"), 5))).hasSize(6);
    }
}
