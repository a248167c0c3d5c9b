package io.jenkins.plugins.deployhooks.engine.definition.parse.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Durations;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Fields;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Words;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import java.util.List;

/** The settings of a hook, or of the defaults. */
public final class SettingsParser {
    /** The shells known by name; a line that begins with {@code #!} says any other. */
    public static final List<String> SHELLS = List.of("sh", "bash", "dash", "zsh", "ksh", "pwsh", "powershell", "bat");

    private static final int MOST_RETRIES = 100;

    private SettingsParser() {}

    /** The settings said in {@code fields}; null where nothing is said of one. */
    public static HookSettings read(Fields fields) {
        return new HookSettings(
                new HookSettings.Shell(
                        fields.read("shell", SettingsParser::shell),
                        fields.read("errexit", Field::truth),
                        fields.read("trace", Field::truth)),
                new HookSettings.Limits(
                        fields.read("timeout", Durations::limit),
                        fields.read("inactivityTimeout", Durations::limit),
                        fields.read("killGrace", Durations::pause)),
                new HookSettings.Retries(
                        fields.read("retries", field -> field.number(0, MOST_RETRIES)),
                        fields.read("backoff", Durations::pause)),
                fields.read("onFailure", Words.of(FailurePolicy.class)));
    }

    @CheckForNull
    private static String shell(Field field) {
        String text = field.filledText();
        if (text == null || SHELLS.contains(text) || isShebang(text)) {
            return text;
        }
        String why = "one of " + String.join(", ", SHELLS) + " or a line that begins with #! is wanted";
        String suggestion = text.startsWith("/") ? "did you mean #!" + text + "?" : DidYouMean.phrase(text, SHELLS);
        field.error(field.label() + " is " + Quoted.of(text), why, suggestion);
        return null;
    }

    private static boolean isShebang(String text) {
        return text.startsWith("#!")
                && text.strip().length() > 2
                && text.strip().lines().count() == 1;
    }
}
