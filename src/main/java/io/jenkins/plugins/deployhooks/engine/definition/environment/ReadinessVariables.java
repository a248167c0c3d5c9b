package io.jenkins.plugins.deployhooks.engine.definition.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables that name paths which answer when the app is ready (D11), and the variable that names its port. */
final class ReadinessVariables {
    private static final Pattern PATH = Pattern.compile("CC_HEALTH_CHECK_PATH(?:_(\\d{1,9}))?");
    private static final String DEFAULT_PORT = "8080";
    private static final int LAST_PORT = 65_535;

    private ReadinessVariables() {}

    /** @param port the app's port; null: what PORT says, or 8080 */
    static void read(Variables variables, @CheckForNull String port) {
        List<String> names = variables.values().keySet().stream()
                .filter(name -> PATH.matcher(name).matches() && variables.get(name) != null)
                .sorted(Comparator.comparing(ReadinessVariables::number))
                .toList();
        if (names.isEmpty()) {
            return;
        }
        String said = port == null ? variables.get("PORT") : port;
        String used = said == null ? DEFAULT_PORT : said.strip();
        if (!isPort(used)) {
            String why = "the health checks need the port the app listens to";
            variables
                    .problems()
                    .error(
                            Variables.origin("PORT"),
                            "the port " + Quoted.of(used),
                            why,
                            "set PORT to a number up to " + LAST_PORT);
            return;
        }
        for (String name : names) {
            String path = String.valueOf(variables.get(name)).strip();
            String url = "http://127.0.0.1:" + used + (path.startsWith("/") ? path : "/" + path);
            variables.tree().add(ScalarNode.text(Variables.origin(name), url), "readiness", "urls");
        }
    }

    private static BigInteger number(String name) {
        Matcher matcher = PATH.matcher(name);
        return matcher.matches() && matcher.group(1) != null
                ? new BigInteger(matcher.group(1))
                : BigInteger.ONE.negate();
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= LAST_PORT;
    }
}
