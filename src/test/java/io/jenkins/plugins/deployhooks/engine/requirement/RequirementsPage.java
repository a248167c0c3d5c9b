package io.jenkins.plugins.deployhooks.engine.requirement;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.requirement.TaggedTests.TestFile;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Writes docs/requirements.md. */
final class RequirementsPage {
    private static final String HEAD = """
        # Requirements

        What the plugin has to do, and the tests that show it. A test names its requirements with `@Requirement`.
        Do not edit: the list is `requirements.tsv` beside `RequirementsTest`, which makes this page. Write it anew with
        `mvn -f standalone test -Dtest=RequirementsTest -Drequirements.update=true`.

        """;

    private RequirementsPage() {}

    static String of(Catalogue catalogue, TaggedTests tests) {
        long carried =
                catalogue.ids().stream().filter(id -> !tests.of(id).isEmpty()).count();
        StringBuilder page = new StringBuilder(HEAD);
        page.append(carried + " of " + catalogue.ids().size() + " requirements have a test.\n");
        for (Catalogue.Section section : catalogue.sections()) {
            page.append("\n## " + section.title() + "\n\n| id | requirement | tests |\n|---|---|---|\n");
            for (Catalogue.Entry entry : section.requirements()) {
                page.append("| " + entry.id() + " | " + entry.text() + " | " + cell(tests.of(entry.id())) + " |\n");
            }
        }
        return page.toString();
    }

    private static String cell(SortedMap<TestFile, SortedSet<String>> files) {
        if (files.isEmpty()) {
            return "not yet";
        }
        return files.entrySet().stream()
                .map(file -> link(file.getKey()) + methods(file.getValue()))
                .collect(Collectors.joining("<br>"));
    }

    private static String link(TestFile file) {
        String path = Repository.root().relativize(file.path()).toString().replace('\\', '/');
        return "[" + file.name() + "](../" + path + ")";
    }

    private static String methods(SortedSet<String> names) {
        return names.isEmpty() ? "" : ": " + String.join(", ", names);
    }
}
