package io.jenkins.plugins.deployhooks.engine.cache.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileDigestsTest {
    @Test
    void otherPartsHaveOtherNames() {
        List<List<String>> all = List.of(
                Arrays.asList("shop", null),
                Arrays.asList("shop", "null"),
                Arrays.asList("shop", ""),
                Arrays.asList("shop"),
                Arrays.asList("shop", "-:"),
                Arrays.asList(null, "shop"),
                Arrays.asList("sho", "p"));
        assertThat(all.stream().map(FileDigests::name).distinct())
                .hasSize(all.size())
                .allSatisfy(name -> assertThat(name).matches("[0-9a-f]{32}"));
    }
}
