package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of code in a page of docs/.
 *
 * @param page the page
 * @param line where it begins, counted from 1
 * @param language what stands behind its fence
 * @param mark the line before the fence
 * @param code its lines
 */
record CodeBlock(String page, int line, String language, String mark, List<String> code) {
    private static final String FENCE = "```";

    /** The blocks of {@code page} that are in {@code language}. */
    static List<CodeBlock> in(String page, String language) throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        List<String> lines =
                Files.readAllLines(Repository.root().resolve("docs").resolve(page));
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith(FENCE)) {
                continue;
            }
            int end = i + 1;
            while (!lines.get(end).equals(FENCE)) {
                end++;
            }
            if (lines.get(i).equals(FENCE + language)) {
                blocks.add(new CodeBlock(
                        page, i + 1, language, i == 0 ? "" : lines.get(i - 1), lines.subList(i + 1, end)));
            }
            i = end;
        }
        return blocks;
    }

    String text() {
        return String.join("\n", code) + "\n";
    }

    @Override
    public String toString() {
        return "docs/" + page + ":" + line;
    }
}
