package io.jenkins.plugins.deployhooks.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions.Revision;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what deployments are told apart, and that what cannot be remembered or read is taken for nothing. */
@Requirement({"S47", "S49"})
class LastDeploymentsTest {
    private static final Target SHOP = new Target("native", "shop", "production", null, null);

    @TempDir
    private Path directory;

    private LastDeployments last;

    @BeforeEach
    void open() {
        last = new LastDeployments(directory, "project");
    }

    private void deploy(Target target, String id) throws IOException {
        last.begun(target, Revision.unknown(id), last.of(target).revisions());
        last.ended(
                target,
                id,
                new LastDeployments.End("SUCCESS", new LastDeployment(id, null, Map.of("tree", "1"), Map.of()), true));
    }

    private String id(Target target) {
        LastDeployment certain = last.of(target).certain();
        return certain == null ? "none" : certain.id();
    }

    @Test
    @Requirement("S40")
    void appsEnvironmentsAndInstancesHaveAMemoryEach() throws Exception {
        List<Target> all = List.of(
                SHOP,
                new Target("native", null, "production", null, null),
                new Target("native", "blog", "production", null, null),
                new Target("native", "shop", "test", null, null),
                new Target("native", "shop", "production", null, Target.WORKER),
                new Target("native", "shop", "production", null, "mailer"));
        for (int i = 0; i < all.size(); i++) {
            assertThat(id(all.get(i))).isEqualTo("none");
            deploy(all.get(i), "d" + i);
        }
        for (int i = 0; i < all.size(); i++) {
            assertThat(id(all.get(i))).isEqualTo("d" + i);
        }
        assertThat(id(new Target("clever-cloud", "shop", "production", "folder", null)))
                .as("where else it lives, and by whose rules, makes no other app of it")
                .isEqualTo("d0");
        assertThat(new LastDeployments(directory, "another project").of(SHOP)).isEqualTo(LastDeployments.Memory.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{", "[]", "", "{\"last\":{}}", "{\"last\":{\"id\":null},\"result\":\"SUCCESS\"}"})
    void whatIsNoMemoryIsNone(String text) throws Exception {
        deploy(SHOP, "1");
        try (Stream<Path> files = Files.list(directory)) {
            Files.writeString(files.toList().get(0), text);
        }
        assertThat(last.of(SHOP)).isEqualTo(LastDeployments.Memory.NONE);
    }

    @Test
    void whatLaterVersionsAddIsPassedOver() throws Exception {
        deploy(SHOP, "1");
        try (Stream<Path> files = Files.list(directory)) {
            Path file = files.toList().get(0);
            Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"colour\":\"blue\","));
        }
        assertThat(id(SHOP)).isEqualTo("1");
    }

    @Test
    void whatCannotBeRememberedLeavesNothingThatIsTakenForTrue() throws Exception {
        deploy(SHOP, "1");
        Path stuck = obstacle();
        assertThatThrownBy(() ->
                        last.begun(SHOP, Revision.unknown("2"), last.of(SHOP).revisions()))
                .isInstanceOf(IOException.class);
        assertThat(last.of(SHOP)).isEqualTo(LastDeployments.Memory.NONE);

        clear(stuck);
        deploy(SHOP, "3");
        obstacle();
        assertThatThrownBy(() -> last.changed(SHOP)).isInstanceOf(IOException.class);
        assertThat(last.of(SHOP)).isEqualTo(LastDeployments.Memory.NONE);

        clear(stuck);
        deploy(SHOP, "4");
        last.begun(SHOP, Revision.unknown("5"), last.of(SHOP).revisions());
        obstacle();
        assertThatThrownBy(() -> last.ended(SHOP, "5", new LastDeployments.End("SUCCESS", null, true)))
                .isInstanceOf(IOException.class);
        assertThat(last.of(SHOP).running()).as("as if it had been killed").isEqualTo("5");
        assertThat(id(SHOP)).isEqualTo("none");
    }

    /** What is in the way of every write: something old that only half has the name of what writers leave. */
    private Path obstacle() throws IOException {
        Path stuck = Files.createDirectories(directory.resolve(".staged-by-hand"));
        Files.writeString(stuck.resolve("file"), "");
        Files.setLastModifiedTime(stuck, FileTime.from(Instant.EPOCH));
        return stuck;
    }

    private static void clear(Path stuck) throws IOException {
        Files.delete(stuck.resolve("file"));
        Files.delete(stuck);
    }

    @Test
    void howTheLastOneEndedIsKnownWhileTheNextOneRunsUnlessThatIsNotAlone() throws Exception {
        deploy(SHOP, "1");
        last.begun(SHOP, Revision.unknown("2"), last.of(SHOP).revisions());
        assertThat(last.of(SHOP)).satisfies(memory -> {
            assertThat(memory.result()).isEqualTo("SUCCESS");
            assertThat(memory.crowded()).isFalse();
            assertThat(memory.last().id()).as("in case it launches nothing").isEqualTo("1");
        });
        last.changed(SHOP);
        assertThat(last.of(SHOP).result()).isEqualTo("SUCCESS");
        last.begun(SHOP, Revision.unknown("3"), last.of(SHOP).revisions());
        assertThat(last.of(SHOP))
                .isEqualTo(new LastDeployments.Memory(
                        null, null, "3", true, last.of(SHOP).revisions()));
        last.ended(SHOP, "2", new LastDeployments.End("FAILED", null, true));
        assertThat(last.of(SHOP))
                .isEqualTo(new LastDeployments.Memory(
                        null, "FAILED", "3", true, last.of(SHOP).revisions()));
    }
}
