package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.SettingsParser;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The published JSON Schema says what the parser says, as far as a schema can. */
@Requirement({"S28"})
class SchemaTest {
    private static final String ROOT = "/io/jenkins/plugins/deployhooks/engine/definition/";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Faults of files, scripts, positions and names that a schema cannot see, by the beginnings of file names. */
    private static final List<String> BEYOND = List.of(
            "alias-and-name",
            "dir-is-file",
            "dir-through-link",
            "duration-overflowing",
            "event-of-another-profile",
            "expression-",
            "glob-",
            "hook-name-twice",
            "readiness-without-urls",
            "script-is-directory",
            "script-missing",
            "script-not-executable",
            "script-outside-detour",
            "script-through-link",
            "url-host-",
            "url-password-",
            "url-port-");

    private static JsonNode schema() throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream(ROOT + "deploy-hooks.schema.json")) {
            return JSON.readTree(in);
        }
    }

    static Stream<Arguments> corpus() throws IOException, URISyntaxException {
        List<Arguments> files = new ArrayList<>();
        for (String kind : List.of("valid", "broken")) {
            try (Stream<Path> found =
                    Files.list(Path.of(SchemaTest.class.getResource(ROOT + kind).toURI()))) {
                found.sorted()
                        .forEach(file ->
                                files.add(Arguments.of(file.getFileName().toString(), kind, file)));
            }
        }
        return files.stream();
    }

    @ParameterizedTest(name = "{1}/{0}")
    @MethodSource("corpus")
    void theSchemaAndTheParserAgree(String name, String kind, Path file) throws IOException {
        if (name.startsWith("yaml-") || BEYOND.stream().anyMatch(name::startsWith)) {
            return;
        }
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        JsonNode document = JSON.valueToTree(new Load(settings).loadFromString(Files.readString(file)));
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
        if (kind.equals("valid")) {
            assertThat(schema.validate(document)).isEmpty();
        } else {
            assertThat(schema.validate(document)).isNotEmpty();
        }
    }

    @Test
    void theKeysAreThoseOfTheParser() throws IOException {
        JsonNode definitions = schema().get("$defs");
        assertThat(keys(schema())).isEqualTo(new TreeSet<>(Keys.DEFINITION.names()));
        assertThat(keys(definitions.get("defaults"))).isEqualTo(new TreeSet<>(Keys.DEFAULTS.names()));
        assertThat(keys(definitions.get("hook"))).isEqualTo(new TreeSet<>(Keys.HOOK.names()));
        assertThat(keys(definitions.get("eventSettings"))).isEqualTo(new TreeSet<>(Keys.EVENT.names()));
        assertThat(keys(definitions.get("when"))).isEqualTo(new TreeSet<>(Keys.WHEN.names()));
        assertThat(keys(definitions.get("readiness"))).isEqualTo(new TreeSet<>(Keys.READINESS.names()));
        assertThat(keys(definitions.get("env"))).isEqualTo(new TreeSet<>(Keys.ENV.names()));
        assertThat(keys(definitions.get("cache"))).isEqualTo(new TreeSet<>(Keys.CACHE.names()));
    }

    @Test
    void theEventsProfilesAndShellsAreOurs() throws IOException {
        Set<String> events = new TreeSet<>();
        for (Profile profile : Profiles.all()) {
            events.addAll(profile.eventNames());
            profile.events().stream().map(EventRule::names).forEach(names -> events.addAll(names.aliases()));
        }
        JsonNode properties = schema().get("properties");
        assertThat(texts(properties.at("/hooks/propertyNames/enum"))).containsExactlyInAnyOrderElementsOf(events);
        assertThat(texts(properties.at("/profile/enum"))).containsExactlyElementsOf(Profiles.names());
        assertThat(texts(schema().at("/$defs/defaults/properties/shell/anyOf/0/enum")))
                .containsExactlyElementsOf(SettingsParser.SHELLS);
    }

    @Test
    void everyKeyIsDescribed() throws IOException {
        List<String> silent = new ArrayList<>();
        describe("", schema(), silent);
        assertThat(silent).isEmpty();
    }

    private static void describe(String path, JsonNode node, List<String> silent) {
        node.properties().forEach(entry -> {
            String child = path + "/" + entry.getKey();
            if ((path.endsWith("/properties") || path.equals("/$defs"))
                    && !entry.getValue().has("description")) {
                silent.add(child);
            }
            describe(child, entry.getValue(), silent);
        });
    }

    private static Set<String> keys(JsonNode mapping) {
        Set<String> keys = new TreeSet<>();
        mapping.get("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
