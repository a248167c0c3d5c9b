package io.jenkins.plugins.deployhooks.engine.cache.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Requirement({"S46", "S50"})
class KeyDifferenceTest {
    private static String difference(Map<String, String> before, Map<String, String> after) {
        return new KeyDifference(before, after).text();
    }

    @Test
    void onePartIsNamed() {
        assertThat(difference(
                        Map.of("package-lock.json", "1", "tree", "a"), Map.of("package-lock.json", "2", "tree", "a")))
                .isEqualTo("key part package-lock.json changed");
    }

    @Test
    void theTreeComesLastSinceOtherPartsSayMore() {
        assertThat(difference(
                        Map.of("variable A", "1", "tree", "a", "x", "1"),
                        Map.of("variable A", "2", "tree", "b", "x", "2")))
                .isEqualTo("key parts variable A, x and tree changed");
    }

    @Test
    void newAndGonePartsAreTold() {
        assertThat(difference(
                        Map.of("tree", "a", "variable A", "1"), Map.of("tree", "a", "variable B", "1", "os", "x")))
                .isEqualTo("key parts os and variable B are new; key part variable A is gone");
    }

    @Test
    void nothingDiffers() {
        assertThat(difference(Map.of("tree", "a"), Map.of("tree", "a"))).isEqualTo("no key part changed");
    }
}
