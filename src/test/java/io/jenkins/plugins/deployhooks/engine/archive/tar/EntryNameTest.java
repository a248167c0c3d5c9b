package io.jenkins.plugins.deployhooks.engine.archive.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Names as bytes: where one is below another, nothing else counts than whole components. */
class EntryNameTest {
    private static EntryName name(String text) {
        return EntryName.of(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aNameHasAParentAndALastComponent() {
        assertThat(name("a/bc/d").parent()).isEqualTo(name("a/bc"));
        assertThat(name("a/bc/d").component()).isEqualTo(bytes("d"));
        assertThat(name("a").parent()).isSameAs(EntryName.NONE);
        assertThat(name("a").component()).isEqualTo(bytes("a"));
        assertThat(name("/a").parent()).isEqualTo(EntryName.NONE);
        assertThat(EntryName.NONE.child(bytes("a"))).isEqualTo(name("a"));
        assertThat(name("a").child(bytes("bc"))).isEqualTo(name("a/bc"));
    }

    @Test
    void onlyWhatIsDirectlyInADirectoryIsInIt() {
        assertThat(name("a/b").isIn(name("a"))).isTrue();
        assertThat(name("a/b/c").isIn(name("a"))).isFalse();
        assertThat(name("ab/c").isIn(name("a"))).isFalse();
        assertThat(name("a").isIn(EntryName.NONE)).isTrue();
        assertThat(name("a").isIn(name("a"))).isFalse();
    }

    @Test
    void whatBeginsWithTheSameLettersIsNotBelow() {
        assertThat(name("dist/x").startsWith(name("dist"))).isTrue();
        assertThat(name("dist").startsWith(name("dist"))).isTrue();
        assertThat(name("distant").startsWith(name("dist"))).isFalse();
        assertThat(name("dis").startsWith(name("dist"))).isFalse();
        assertThat(name("dost/x").startsWith(name("dist"))).isFalse();
        assertThat(name("dist").startsWith(EntryName.NONE)).isTrue();
        assertThat(EntryName.NONE.startsWith(name("dist"))).isFalse();
    }

    @Test
    void theBytesAreItsOwn() {
        byte[] mine = bytes("abc");
        EntryName name = EntryName.of(mine);
        mine[0] = 'x';
        name.bytes()[1] = 'x';
        assertThat(name).isEqualTo(name("abc")).hasSameHashCodeAs(name("abc")).isNotEqualTo(name("abd"));
        assertThat(name.equals((Object) "abc")).isFalse();
        assertThat(name.length()).isEqualTo(3);
        assertThat(name.at(2)).isEqualTo((byte) 'c');
        assertThat(name.part(1, 3)).isEqualTo(name("bc"));
        assertThat(EntryName.of(new byte[0])).isSameAs(EntryName.NONE);
    }

    @Test
    void peopleReadItOnOneLine() {
        assertThat(name("é 🚀/\n\u0007\u202e")).hasToString("é 🚀/\\n\\u0007\\u202e");
    }
}
