package io.jenkins.plugins.deployhooks.engine.guide;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of code in the documentation. A test that executes blocks takes them from {@link #of}, so that a block which a
 * kind claims is executed.
 *
 * @param page the page, relative to the root of the repository
 * @param line where it begins, counted from 1
 * @param language what stands behind its fence
 * @param mark the line before the fence
 * @param code its lines
 */
public record Snippet(String page, int line, String language, String mark, List<String> code) {
    private static final String FENCE = "```";
    private static final Pattern TEST = Pattern.compile("<!-- test( jenkins)?(?: exit=(\\d+))?(?: needs=(\\w+))? -->");
    private static final Pattern OUTPUT = Pattern.compile("<!-- output: \\S.* -->");

    /** What a block is, and who executes it. */
    public enum Kind {
        /** For a shell, at the root of the repository: the command line's {@code DocumentationTest}. */
        SHELL,
        /** For a shell and a Jenkins that runs: {@code AdministrationGuideTest}. */
        SHELL_WITH_JENKINS,
        /** A {@code deploy-hooks.yml}: the command line's {@code DocumentationTest}. */
        DEFINITION,
        /** Configuration as code: {@code DeployHooksConfigurationTest}. */
        CONFIGURATION,
        /** A Pipeline: {@code PipelineGuideTest}, of the shared library {@code SharedLibraryTest}. */
        PIPELINE,
        /** Job DSL: {@code FreestyleFormsTest}. */
        JOB_DSL,
        /** The config.xml of a job: {@code FreestyleFormsTest}. */
        JOB_XML,
        /** A request to the REST interface: {@code RestGuideTest}. */
        REQUEST,
        /** A part of the answer to the request before it: {@code RestGuideTest}. */
        ANSWER,
        /** What somebody sees, marked as such with a reason: nobody executes it. */
        OUTPUT,
        /** Nobody knows. */
        UNKNOWN
    }

    /** The blocks of {@code kind} in all pages. */
    public static List<Snippet> of(Kind kind) {
        return all().stream().filter(snippet -> snippet.kind() == kind).toList();
    }

    /** All blocks of the README, of CONTRIBUTING and of docs/, but for the decisions. */
    public static List<Snippet> all() {
        return pages().stream().flatMap(page -> in(page).stream()).toList();
    }

    static List<String> pages() {
        Path root = Repository.root();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md"),
                            docs.filter(page -> page.toString().endsWith(".md"))
                                    .map(page ->
                                            root.relativize(page).toString().replace('\\', '/'))
                                    .filter(page -> !page.startsWith("docs/decisions/")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(String page) {
        try {
            return Files.readAllLines(Repository.root().resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Snippet> in(String page) {
        List<Snippet> blocks = new ArrayList<>();
        List<String> lines = lines(page);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith(FENCE)) {
                continue;
            }
            int end = i + 1;
            while (!lines.get(end).equals(FENCE)) {
                end++;
            }
            String language = lines.get(i).substring(FENCE.length());
            String mark = i == 0 ? "" : lines.get(i - 1);
            blocks.add(new Snippet(page, i + 1, language, mark, lines.subList(i + 1, end)));
            i = end;
        }
        return blocks;
    }

    /** What it is. */
    public Kind kind() {
        if (OUTPUT.matcher(mark).matches()) {
            return Kind.OUTPUT;
        }
        Matcher test = TEST.matcher(mark);
        return switch (language) {
            case "bash" ->
                !test.matches() ? Kind.UNKNOWN : test.group(1) == null ? Kind.SHELL : Kind.SHELL_WITH_JENKINS;
            case "yaml" ->
                code.get(0).equals("version: 1")
                        ? Kind.DEFINITION
                        : code.get(0).equals("unclassified:") ? Kind.CONFIGURATION : Kind.UNKNOWN;
            case "groovy" -> code.get(0).startsWith("freeStyleJob(") ? Kind.JOB_DSL : Kind.PIPELINE;
            case "xml" -> code.get(0).equals("<project>") ? Kind.JOB_XML : Kind.UNKNOWN;
            case "http" -> code.get(0).startsWith("GET ") ? Kind.REQUEST : Kind.UNKNOWN;
            case "json", "text" -> page.equals("docs/rest.md") ? Kind.ANSWER : Kind.UNKNOWN;
            default -> Kind.UNKNOWN;
        };
    }

    /** The exit code that its mark wants; 0 where it says nothing. */
    public int exitCode() {
        Matcher test = TEST.matcher(mark);
        return test.matches() && test.group(2) != null ? Integer.parseInt(test.group(2)) : 0;
    }

    /** The program it needs by its mark; empty: none. */
    public String needs() {
        Matcher test = TEST.matcher(mark);
        return test.matches() && test.group(3) != null ? test.group(3) : "";
    }

    /** What stands in it. */
    public String text() {
        return String.join("\n", code) + "\n";
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
