package io.jenkins.plugins.deployhooks.engine.definition.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/definition.md lists the variables that settings are read from, and no others. */
@Requirement({"S5", "D2"})
class InputVariablesReferenceTest {
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    /** Which variables were asked for. */
    private static final class Asked extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;

        private final transient Set<String> names = new TreeSet<>();

        Asked() {
            // Of these the number is open, so they are looked for among those that are set.
            super(Map.of("CC_HEALTH_CHECK_PATH", "/", "CC_HEALTH_CHECK_PATH_1", "/"));
        }

        @Override
        public String get(Object name) {
            names.add(String.valueOf(name));
            return super.get(name);
        }
    }

    @Test
    void everyVariableThatIsReadIsListedAndNoOther() throws IOException {
        Asked asked = new Asked();
        for (Profile profile : Profiles.all()) {
            EnvironmentVariables.read(asked, profile, null, new Problems());
        }
        String page = Files.readString(Repository.root().resolve("docs/definition.md"));
        String list = page.substring(page.indexOf("2. Environment variables: "), page.indexOf("3. This file."));
        Set<String> listed = NAME.matcher(list)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(asked.names);
    }
}
