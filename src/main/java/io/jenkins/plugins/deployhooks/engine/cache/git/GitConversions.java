package io.jenkins.plugins.deployhooks.engine.cache.git;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What the configuration makes of files as they are checked out.
 *
 * @param foreignFilters whether the repository's own configuration names a program that {@code git status} would start
 * @param text what makes other files of the same commit; empty where nothing does
 */
record GitConversions(boolean foreignFilters, String text) {
    static final String[] QUESTION = {
        "config",
        "--show-scope",
        "--includes",
        "-z",
        "--get-regexp",
        "^(core\\.(autocrlf|eol|symlinks)|filter\\..*\\.(clean|process))$"
    };
    static final GitConversions NONE = new GitConversions(false, "");

    /** Values by which nothing changes, and the one of autocrlf that counts when files are added only. */
    private static final List<String> PLAIN = List.of(
            "core.autocrlf=false", "core.autocrlf=input", "core.eol=lf", "core.eol=native", "core.symlinks=true");

    /** Pairs of a scope, and a name with its value. */
    static GitConversions read(InputStream out) throws IOException {
        List<String> said = GitNames.all(out);
        boolean foreign = false;
        TreeMap<String, String> core = new TreeMap<>();
        for (int i = 0; i + 1 < said.size(); i += 2) {
            String[] setting = said.get(i + 1).split("\n", 2);
            if (setting[0].startsWith("core.")) {
                core.put(setting[0], setting.length == 1 ? "true" : setting[1].toLowerCase(Locale.ROOT));
            } else if (!said.get(i).equals("system") && !said.get(i).equals("global")) {
                foreign = true;
            }
        }
        StringBuilder text = new StringBuilder();
        core.forEach((name, value) -> {
            String setting = name + "=" + value;
            if (!PLAIN.contains(setting)) {
                text.append(' ').append(setting);
            }
        });
        return new GitConversions(foreign, text.toString());
    }
}
