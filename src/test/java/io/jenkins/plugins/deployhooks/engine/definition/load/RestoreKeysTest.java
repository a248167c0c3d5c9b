package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restore key that can never match is told. */
class RestoreKeysTest {
    @TempDir
    private Path temporary;

    private List<String> problems(String key, String restoreKey) {
        TestRepository repository = new TestRepository(temporary)
                .definition("cache:", "  key: \"" + key + "\"", "  restoreKeys: [\"" + restoreKey + "\"]");
        assertThat(repository.valid()).isNotNull();
        return repository.problems();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "v1-{{ tree }}, v1-",
                "v1-{{ tree }}, v",
                "v1-{{ tree }}, v1-{{tree}}-",
                "{{ env.NODE }}-{{ tree }}, {{ env.NODE }}-",
                "{{ env.NODE }}-{{ tree }}, {{ env.NODE }}",
                "{{ os }}-{{ tree }}, linux-",
                "linux-{{ tree }}, {{ os }}-",
                "\"{{ files('a','b') }}-x\", \"{{ files('a', 'b') }}-\"",
            })
    void beginningsOfTheKeyAreFine(String key, String restoreKey) {
        assertThat(problems(key, restoreKey)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "{{ tree }}-{{ env.NODE }}, {{ env.NODE }}-",
        "v2-{{ tree }}, v1-",
        "v1-{{ tree }}, {{ tree }}",
        "v1, v1-x",
        "v1-{{ tree }}, v1-{{ tree }}-{{ env.NODE }}",
        "{{ env.NODE }}, {{ env.RUBY }}",
    })
    void othersNeverMatch(String key, String restoreKey) {
        assertThat(problems(key, restoreKey))
                .containsExactly("deploy-hooks.yml:4:17: the restore key '" + restoreKey + "', no key '" + key
                        + "' begins with it, so it can never match, put what changes most often last in key:");
    }

    @Test
    void withoutAKeyNoneMatches() {
        assertThat(new TestRepository(temporary)
                        .definition("cache: {restoreKeys: [v1-]}")
                        .problems())
                .singleElement()
                .asString()
                .contains("a restore key without a key", "it can never match");
    }
}
