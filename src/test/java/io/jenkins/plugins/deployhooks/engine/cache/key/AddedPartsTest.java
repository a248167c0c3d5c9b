package io.jenkins.plugins.deployhooks.engine.cache.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an adapter knows of a build beside its tree and its definition. */
@Requirement({"X2", "S46", "S50"})
class AddedPartsTest {
    @TempDir
    private Path definitions;

    @TempDir
    private Path root;

    private Keys keys;

    @BeforeEach
    void open() {
        keys = new Keys(definitions, root);
    }

    @Test
    void anotherTextMakesAnotherKeyAndIsToldByItsName() throws Exception {
        BuildKey none = keys.key("build: make");
        BuildKey before = keys.part("program", "sh 'make'").key("build: make");
        BuildKey after = keys.part("program", "sh 'make all'").key("build: make");
        assertThat(before.text()).isNotEqualTo(none.text());
        assertThat(after.text()).isNotEqualTo(before.text());
        assertThat(after.differenceFrom(before.parts())).isEqualTo("key part program changed");
        assertThat(before.differenceFrom(none.parts())).isEqualTo("key part program is new");
        assertThat(keys.part("program", "sh 'make'").key("build: make")).isEqualTo(before);
    }

    @Test
    void itsTextIsNoPartOfTheKey() throws Exception {
        BuildKey key = keys.part("parameter TARGET", "eu-west").key("build: make");
        assertThat(key.toString()).contains("parameter TARGET").doesNotContain("eu-west");
    }

    @Test
    void aFileOfTheSameNameTakesItsPlaceNowhere() throws Exception {
        String yaml = "cache: {key: \"{{ files('program') }}\"}";
        Files.writeString(root.resolve("program"), "file");
        BuildKey before = keys.part("program", "a").key(yaml);
        assertThat(keys.part("program", "b").key(yaml).differenceFrom(before.parts()))
                .isEqualTo("key part program changed");
        Files.writeString(root.resolve("program"), "another file");
        assertThat(keys.part("program", "a").key(yaml).differenceFrom(before.parts()))
                .isEqualTo("key part file program changed");
    }

    @Test
    void itTakesNoNameOfOurs() {
        assertThatThrownBy(() -> keys.part("tree", "mine").key("build: make"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tree");
    }
}
