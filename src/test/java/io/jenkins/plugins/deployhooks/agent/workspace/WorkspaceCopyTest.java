package io.jenkins.plugins.deployhooks.agent.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceFacts.Kind;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.yaml.RepositoryFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceCopyTest {
    @TempDir
    private Path dir;

    private Path workspace;

    @BeforeEach
    void makeWorkspace() throws IOException {
        workspace = Files.createDirectory(dir.resolve("workspace"));
    }

    private WorkspaceCopy copy() throws IOException, InterruptedException {
        return new WorkspaceCopy(new FilePath(workspace.toFile())::act, null);
    }

    @Test
    void filesOfDefinitionsComeWithTheirContentAndScriptsWithout() throws Exception {
        Files.writeString(workspace.resolve("deploy-hooks.yml"), "version: 1\n");
        Files.createDirectories(workspace.resolve("ci"));
        Path script = Files.writeString(workspace.resolve("ci/a.sh"), "echo secret");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        try (WorkspaceCopy copy = copy()) {
            copy.add(Set.of(), Set.of("ci/a.sh", "ci/b.sh"));
            assertThat(copy.root().resolve("deploy-hooks.yml")).hasContent("version: 1");
            assertThat(copy.root().resolve("ci/a.sh")).isEmptyFile().isExecutable();
            assertThat(copy.root().resolve("ci/b.sh")).doesNotExist();
        }
    }

    @Test
    @Requirement("U")
    void filesOfAPlatformComeWithTheirNamesFirstAndThenWithWhatIsWanted() throws Exception {
        Files.createDirectories(workspace.resolve(".upsun"));
        Files.writeString(workspace.resolve(".upsun/config.yaml"), "applications: {}\n");
        Files.writeString(workspace.resolve("build.sh"), "make\n");
        Path secret = Files.writeString(dir.resolve("secret"), "of the agent");
        Files.createSymbolicLink(workspace.resolve("link.sh"), secret);
        try (WorkspaceCopy copy = copy()) {
            assertThat(copy.root().resolve(".upsun/config.yaml")).isEmptyFile();
            Set<String> texts = Set.of(".upsun/config.yaml", "build.sh", "link.sh", "missing.sh");
            assertThat(copy.add(texts, Set.of())).isTrue();
            assertThat(copy.root().resolve(".upsun/config.yaml")).hasContent("applications: {}");
            assertThat(copy.root().resolve("build.sh")).hasContent("make");
            assertThat(copy.root()
                            .resolve("link.sh")
                            .toRealPath()
                            .startsWith(copy.root().toRealPath()))
                    .isFalse();
            assertThat(copy.root().resolve("missing.sh")).doesNotExist();
            assertThat(copy.add(texts, Set.of()))
                    .as("nothing is asked for twice")
                    .isFalse();
        }
    }

    @Test
    void aLinkOutOfTheWorkspaceLeadsOutOfTheCopyAndToNothingOfTheController() throws Exception {
        Path outside = Files.writeString(dir.resolve("outside"), "of the agent");
        Files.createSymbolicLink(workspace.resolve("deploy-hooks.yml"), outside);
        try (WorkspaceCopy copy = copy()) {
            Path link = copy.root().resolve("deploy-hooks.yml");
            assertThat(link.toRealPath().startsWith(copy.root().toRealPath())).isFalse();
            try (Stream<Path> there = Files.list(link)) {
                assertThat(there).containsExactly(link.resolve("workspace"));
            }
        }
    }

    @Test
    void nothingIsLeftOfACopy() throws Exception {
        Path root;
        try (WorkspaceCopy copy = copy()) {
            root = copy.root();
            assertThat(root).isDirectory();
        }
        assertThat(root.getParent()).doesNotExist();
    }

    @Test
    void namesThatLeadOutAreLeftOut() throws Exception {
        WorkspaceFacts lies = new WorkspaceFacts();
        lies.put("../escaped", Kind.FILE);
        lies.put(dir.resolve("absolute").toString(), Kind.FILE);
        lies.put("a/../../escaped", Kind.PROGRAM);
        lies.put("out", Kind.OUTSIDE);
        lies.put("out/through", Kind.FILE);
        lies.put("nul\0l", Kind.FILE);
        lies.put("", Kind.FILE);
        try (WorkspaceCopy copy = copy()) {
            copy.take(lies);
            try (Stream<Path> files = Files.list(copy.root())) {
                assertThat(files).containsExactly(copy.root().resolve("out"));
            }
            try (Stream<Path> beside = Files.list(copy.root().getParent())) {
                assertThat(beside).containsExactly(copy.root());
            }
        }
        assertThat(dir.resolve("absolute")).doesNotExist();
    }

    @Test
    void moreThanWasAskedForIsRefused() throws Exception {
        WorkspaceFacts oversized = new WorkspaceFacts();
        oversized.put("deploy-hooks.yml", Kind.FILE);
        oversized.put("deploy-hooks.yml", new byte[RepositoryFile.LARGEST + 2]);
        WorkspaceFacts many = new WorkspaceFacts();
        for (int i = 0; i <= 20_000; i++) {
            many.put("f" + i, Kind.FILE);
        }
        try (WorkspaceCopy copy = copy()) {
            assertThatThrownBy(() -> copy.take(oversized))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more of");
            assertThatThrownBy(() -> copy.take(many))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("20000");
        }
    }

    @Test
    void aWorkspaceThatIsNotThereHasNothing() throws Exception {
        Files.delete(workspace);
        try (WorkspaceCopy copy = copy();
                Stream<Path> files = Files.list(copy.root())) {
            assertThat(files).isEmpty();
        }
        WorkspaceFacts facts = new ReadWorkspace(List.of("a"), List.of(), Set.of(), 1)
                .invoke(new File(workspace.toString()), (VirtualChannel) null);
        assertThat(facts.kinds()).isEmpty();
    }
}
