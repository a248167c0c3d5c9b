package io.jenkins.plugins.deployhooks.engine.definition.load;

import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A repository for tests, filled file by file, and what the loader makes of it. */
public final class TestRepository {
    private final Path root;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Arguments arguments = Arguments.named("option --");

    public TestRepository(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    public TestRepository file(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public TestRepository bytes(String name, byte[] bytes) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public TestRepository executable(String name) {
        file(name, "#!/bin/sh\n");
        if (!root.resolve(name).toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make executable: " + name);
        }
        return this;
    }

    public TestRepository definition(String... lines) {
        return file("deploy-hooks.yml", "version: 1\n" + String.join("\n", lines) + "\n");
    }

    public TestRepository variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public TestRepository arguments(Arguments newArguments) {
        arguments = newArguments;
        return this;
    }

    public Request request() {
        return Request.of(root, environment).with(arguments.tree());
    }

    public Loaded load() {
        return DefinitionLoader.load(request());
    }

    /** The definition, which has no errors. */
    public Definition valid() {
        Loaded loaded = load();
        Definition definition = loaded.definition();
        if (definition == null) {
            throw new AssertionError("not valid: " + loaded.problems());
        }
        return definition;
    }

    /** All problems, as told to people. */
    public List<String> problems() {
        return load().problems().stream().map(Problem::toString).toList();
    }
}
