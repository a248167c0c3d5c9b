package io.jenkins.plugins.deployhooks.cli.console;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a definition, for people: all of it at once, each file named as seen from where the user is.
 *
 * @param place what the user calls the root of the repository
 * @param problems what was found there
 */
public record ProblemText(Path place, List<Problem> problems) {
    public ProblemText {
        problems = List.copyOf(problems);
    }

    /** All of it, line by line. */
    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : problems) {
            String text = (problem.isError() ? "error: " : "warning: ") + prefix(problem.origin()) + problem;
            lines.add(problem.isError() ? style.bad(text) : style.warning(text));
        }
        return lines;
    }

    private String prefix(Origin origin) {
        boolean file = origin.line() > 0 || origin.strength() == Origin.Strength.CONVENTION;
        String root = place.normalize().toString();
        return !file || root.isEmpty() ? "" : root.endsWith("/") ? root : root + "/";
    }
}
