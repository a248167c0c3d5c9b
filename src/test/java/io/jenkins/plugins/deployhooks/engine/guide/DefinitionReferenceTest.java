package io.jenkins.plugins.deployhooks.engine.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/definition.md have the keys and events that there are, and no others. */
class DefinitionReferenceTest {
    private static final String PAGE = "docs/definition.md";

    @Test
    void keysAreThoseThatAreRead() {
        same("Keys of the root", Keys.DEFINITION.names());
        same("readiness", Keys.READINESS.names());
        same("Hooks", Keys.HOOK.names());
        same("cache", Keys.CACHE.names());
        assertThat(Tables.names(PAGE, "The running app")).isSubsetOf(Keys.DEFINITION.names());
    }

    @Test
    void keysOfSmallMappingsAreToldInTheirChapters() {
        told("when", Keys.WHEN.names());
        told("env", Keys.ENV.names());
        told("Hooks", Keys.EVENT.names());
        told("The running app", Keys.SERVICE.names());
        told("The running app", Keys.TRAFFIC.names());
    }

    @Test
    void eventsAreThoseOfTheProfiles() {
        List<String> events = Stream.of("native", "clever-cloud", "platform-sh")
                .flatMap(profile -> Profiles.get(profile).events().stream())
                .map(EventRule::name)
                .distinct()
                .toList();
        same("Events", events);
    }

    private static void same(String heading, List<String> wanted) {
        assertThat(Tables.names(PAGE, heading))
                .as("names in the tables of '%s'", heading)
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static void told(String heading, List<String> keys) {
        String chapter = String.join("\n", Tables.chapter(PAGE, heading));
        assertThat(keys)
                .allSatisfy(key -> assertThat(chapter)
                        .as("'%s' tells of %s", heading, key)
                        .containsPattern("`" + key + "`|\\b" + key + ": "));
    }
}
