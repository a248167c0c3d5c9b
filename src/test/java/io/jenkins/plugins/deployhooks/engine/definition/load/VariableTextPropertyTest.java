package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class VariableTextPropertyTest {
    @Property(tries = 200)
    @Requirement({"S5"})
    void anyTextReachesTheDefinitionUnchanged(@ForAll String text) {
        Loaded loaded =
                DefinitionLoader.load(Request.of(Path.of("no-such-directory"), Map.of("CC_PRE_BUILD_HOOK", text)));
        if (loaded.isValid() && !text.isBlank()) {
            assertThat(loaded.definition()
                            .events()
                            .get("preBuild")
                            .hooks()
                            .get(0)
                            .script())
                    .isEqualTo(Script.command(text));
        }
        assertThat(loaded.isValid()).isEqualTo(text.isBlank() || text.indexOf('\0') < 0);
    }
}
