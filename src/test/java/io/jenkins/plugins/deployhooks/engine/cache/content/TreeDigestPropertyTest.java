package io.jenkins.plugins.deployhooks.engine.cache.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any change of a tree changes its digest, nothing else does. */
@Requirement({"X2", "S46", "S50"})
class TreeDigestPropertyTest {
    /** Names that cannot be a file and a directory at once: directories have no dot. */
    @Provide
    Arbitrary<Map<String, String>> trees() {
        Arbitrary<String> directory = Arbitraries.of("", "a/", "a/b/", "é/", "a b/", "A/");
        Arbitrary<String> file = Arbitraries.of(".x", "1.js", "ü.txt", "new\nline.", "z.");
        Arbitrary<String> path =
                net.jqwik.api.Combinators.combine(directory, file).as((a, b) -> a + b);
        return Arbitraries.maps(
                        path, Arbitraries.strings().withCharRange('a', 'c').ofMaxLength(3))
                .ofMaxSize(6);
    }

    private static String digest(Map<String, String> tree, long order) throws Exception {
        Path root = Files.createTempDirectory("tree");
        try {
            List<String> paths = new ArrayList<>(tree.keySet());
            Collections.shuffle(paths, new Random(order));
            for (String path : paths) {
                write(root.resolve(path), tree.get(path), order);
            }
            return new TreeDigest(root, path -> false, null).ofAll().digest();
        } finally {
            Trees.delete(root);
        }
    }

    private static void write(Path file, String text, long time) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(Math.abs(time % 1_000_000_000))));
    }

    @Property(tries = 40)
    void twoTreesHaveTheSameDigestExactlyIfTheyAreTheSame(
            @ForAll("trees") Map<String, String> one, @ForAll("trees") Map<String, String> other, @ForAll long order)
            throws Exception {
        assertThat(digest(one, order).equals(digest(other, order))).isEqualTo(one.equals(other));
    }

    @Property(tries = 40)
    void orderAndTimesDoNotCountAndAnyEditDoes(
            @ForAll("trees") Map<String, String> tree, @ForAll long order, @ForAll long other) throws Exception {
        String before = digest(tree, order);
        assertThat(digest(tree, other)).isEqualTo(before);
        for (String path : tree.keySet()) {
            Map<String, String> edited = new TreeMap<>(tree);
            edited.put(path, tree.get(path) + "!");
            assertThat(digest(edited, order)).isNotEqualTo(before);
        }
    }
}
