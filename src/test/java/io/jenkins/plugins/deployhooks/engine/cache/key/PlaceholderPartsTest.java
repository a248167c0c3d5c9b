package io.jenkins.plugins.deployhooks.engine.cache.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What placeholders of the template of a key stand for, and which parts they make. */
@Requirement({"X2", "S50"})
class PlaceholderPartsTest {
    @TempDir
    private Path definitions;

    @TempDir
    private Path root;

    private Keys keys;

    @BeforeEach
    void open() {
        keys = new Keys(definitions, root);
    }

    private BuildKey key(String template) throws Exception {
        return keys.key("cache: {key: \"" + template + "\"}");
    }

    private static String word(String property) {
        return System.getProperty(property).toLowerCase(java.util.Locale.ROOT).replace(" ", "");
    }

    @Test
    void systemAndProcessorAreWordsInTheKeyAndPartsOfIt() throws Exception {
        BuildKey key = key("{{ os }}-{{ arch }}-{{ tree }}");
        assertThat(key.text()).startsWith(word("os.name") + "-" + word("os.arch") + "-");
        assertThat(key.parts()).containsKeys("operating system", "processor architecture", "tree", "key template");
        assertThat(key("x").parts()).doesNotContainKeys("operating system", "processor architecture");
    }

    @Test
    void aVariableWithoutAValueIsNotOneThatIsEmpty() throws Exception {
        BuildKey missing = key("{{ env.NODE }}");
        keys.env("NODE", "");
        assertThat(key("{{ env.NODE }}").differenceFrom(missing.parts())).isEqualTo("key part variable NODE changed");
    }

    @Test
    void aFileIsCalledByItsNameUnlessThatCouldBeAnotherPart() throws Exception {
        assertThat(key("{{ files('a.lock', 'a b.lock', 'tree', 'dir/c') }}").parts())
                .containsOnlyKeys(
                        "tree", "profile name", "key template", "a.lock", "file a b.lock", "file tree", "dir/c");
    }

    @Test
    void aDirectoryCountsByItsFilesAndTheRootByAll() throws Exception {
        Path file = Files.writeString(Files.createDirectory(root.resolve("dir")).resolve("a"), "1");
        String template = "{{ files('dir/../dir') }}";
        BuildKey before = key(template);
        BuildKey all = key("{{ files('.') }}");
        Files.writeString(file, "2");
        assertThat(key(template).differenceFrom(before.parts())).isEqualTo("key part dir/../dir changed");
        assertThat(key("{{ files('.') }}")).isNotEqualTo(all);
    }

    @Test
    void theTreeIsItsPartAndAVariableOfTheBuildIsBetterThanOneAroundIt() throws Exception {
        BuildKey key = key("{{ tree }}");
        assertThat(key.text()).startsWith(key.parts().get("tree") + "-");
        String yaml = "env: {build: {NODE: \"20\"}}\ncache: {key: \"{{ env.NODE }}\"}";
        BuildKey one = keys.env("NODE", "18").key(yaml);
        assertThat(keys.env("NODE", "22").key(yaml)).isEqualTo(one);
        assertThat(keys.key(yaml.replace("20", "24")).text().substring(0, 16))
                .isNotEqualTo(one.text().substring(0, 16));
    }
}
