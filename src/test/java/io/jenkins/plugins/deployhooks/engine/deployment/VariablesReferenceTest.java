package io.jenkins.plugins.deployhooks.engine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.guide.Tables;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/definition.md lists the variables that hooks have, and no others. */
class VariablesReferenceTest {
    private static final String PAGE = "docs/definition.md";
    private static final String CHAPTER = "Variables of hooks";

    @Test
    void variablesOfEveryHookAreListed() {
        List<String> listed = Tables.names(PAGE, CHAPTER).stream()
                .filter(name -> name.startsWith("DEPLOY_"))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(HookEnvironment.OURS);
    }

    @Test
    void variablesOfPlatformShAreListedWithTheirPhases() {
        Map<String, String> listed = new HashMap<>();
        for (List<String> row : Tables.rows(PAGE, CHAPTER)) {
            if (Set.of("both", "build", "run").contains(row.get(1))) {
                Tables.names(row.get(0)).forEach(name -> listed.put(name, row.get(1)));
            }
        }
        Map<String, String> wanted = new HashMap<>();
        Profiles.get("platform-sh")
                .variables()
                .forEach((phase, variables) ->
                        variables.keySet().forEach(name -> wanted.merge(name, phase.id(), (one, other) -> "both")));
        assertThat(listed).isEqualTo(wanted);
    }

    @Test
    void variablesOfCleverCloudAreListed() throws IOException {
        String page = Files.readString(Repository.root().resolve(PAGE));
        int start = page.indexOf("With the profile `clever-cloud` there are ");
        List<String> listed = new ArrayList<>(Tables.names(page.substring(start, page.indexOf(" as well", start)))
                .toList());
        assertThat(listed.remove(0)).isEqualTo("clever-cloud");
        Map<Phase, Map<String, String>> variables = Profiles.get("clever-cloud").variables();
        for (Phase phase : Phase.values()) {
            assertThat(listed)
                    .containsExactlyInAnyOrderElementsOf(variables.get(phase).keySet());
        }
    }
}
