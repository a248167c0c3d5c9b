package io.jenkins.plugins.deployhooks.engine.cache.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.KeyPlaceholder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement({"X2"})
class KeyTemplateTest {
    @Test
    void everyPlaceholderIsFound() {
        assertThat(KeyTemplate.parse("v1-{{ tree }}-{{os}}{{ arch }}/{{ env.NODE_ENV }}:{{ files('a b', \"c\") }}.")
                        .placeholders())
                .containsExactly(
                        new KeyPlaceholder(KeyPlaceholder.Kind.TREE, List.of()),
                        new KeyPlaceholder(KeyPlaceholder.Kind.OS, List.of()),
                        new KeyPlaceholder(KeyPlaceholder.Kind.ARCH, List.of()),
                        new KeyPlaceholder(KeyPlaceholder.Kind.ENV, List.of("NODE_ENV")),
                        new KeyPlaceholder(KeyPlaceholder.Kind.FILES, List.of("a b", "c")));
    }

    @Test
    void eachIsReplacedWhereItStands() throws Exception {
        String text = KeyTemplate.parse("v1-{{ tree }}-{{ env.A }}{{ env.B }}.")
                .render(placeholder -> placeholder.names().isEmpty()
                        ? "T"
                        : placeholder.names().get(0).toLowerCase(java.util.Locale.ROOT));
        assertThat(text).isEqualTo("v1-T-ab.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{ tree", "tree }}", "{{ trees }}", "{{ env.1 }}", "{{ files() }}", "{{ files(a) }}", "{{}}"})
    void whatIsNoTemplateIsRefused(String text) {
        assertThatThrownBy(() -> KeyTemplate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void textWithoutBracesIsItself(@ForAll String text) throws Exception {
        String plain = text.replace('{', '(').replace('}', ')');
        assertThat(KeyTemplate.parse(plain).render(placeholder -> "!")).isEqualTo(plain);
    }
}
