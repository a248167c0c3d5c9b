package io.jenkins.plugins.deployhooks.engine.deployment.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LogNameTest {
    private static final String LONG = "x".repeat(200);

    private static Set<String> names(String... hooks) {
        Definitions definitions = new Definitions();
        for (String hook : hooks) {
            definitions.hook("preRun", hook);
        }
        Plan plan = definitions.plan();
        return plan.steps().stream()
                .filter(step -> step.hook() != null)
                .map(step -> Recorder.logName(plan, step))
                .map(name -> name.substring(name.indexOf('-')))
                .collect(Collectors.toSet());
    }

    @Test
    void everyFileSystemCanCarryThem() {
        assertThat(names("gr\u00f6\u00dfe", "\ud83d\ude80", "a b"))
                .containsExactlyInAnyOrder("-preRun-gr__e.log", "-preRun-_.log", "-preRun-a b.log");
    }

    @Test
    void theyAreShortAndDiffer() {
        Definitions definitions = new Definitions().hook("preRun", LONG + "a").hook("preRun", LONG + "b");
        Plan plan = definitions.plan();
        assertThat(plan.steps().stream().map(step -> Recorder.logName(plan, step)))
                .doesNotHaveDuplicates()
                .allSatisfy(
                        name -> assertThat(name).hasSizeLessThanOrEqualTo(100).endsWith(".log"))
                .anySatisfy(name -> assertThat(name).hasSize(100));
    }

    @Test
    void theirDigitsAreThoseOfEveryone() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            Plan plan = Definitions.oneHookEach().plan();
            assertThat(plan.steps().stream().map(step -> Recorder.logName(plan, step)))
                    .allMatch(name -> name.matches("[0-9]{2}-.*"));
        } finally {
            Locale.setDefault(before);
        }
    }
}
