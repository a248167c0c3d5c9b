package io.jenkins.plugins.deployhooks.engine.requirement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All requirements there are, in the order of requirements.tsv.
 *
 * @param sections the chapters of the table
 */
record Catalogue(List<Section> sections) {
    /**
     * A chapter of the table.
     *
     * @param title for people
     * @param requirements in their order
     */
    record Section(String title, List<Entry> requirements) {}

    /**
     * A requirement.
     *
     * @param id as annotations name it
     * @param text what has to hold
     */
    record Entry(String id, String text) {}

    /** Reads requirements.tsv: lines {@code # title}, or id, tabulator, text. */
    static Catalogue read() throws IOException {
        List<Section> sections = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (Reader reader = new InputStreamReader(
                        Objects.requireNonNull(Catalogue.class.getResourceAsStream("requirements.tsv")),
                        StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(reader)) {
            for (String line : lines.lines().toList()) {
                if (line.startsWith("# ")) {
                    sections.add(new Section(line.substring(2), new ArrayList<>()));
                } else {
                    String[] parts = line.split("\t", -1);
                    if (parts.length != 2 || sections.isEmpty() || !seen.add(parts[0])) {
                        throw new IOException(
                                "requirements.tsv: not an id of its own, a tabulator and a text: " + line);
                    }
                    sections.get(sections.size() - 1).requirements().add(new Entry(parts[0], parts[1]));
                }
            }
        }
        return new Catalogue(List.copyOf(sections));
    }

    Set<String> ids() {
        return sections.stream()
                .flatMap(section -> section.requirements().stream())
                .map(Entry::id)
                .collect(Collectors.toSet());
    }
}
