package io.jenkins.plugins.deployhooks.engine.cache.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an app has its dependencies, by the files that describe them. */
@Requirement("D4")
class DependencyPlacesTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({
        "package.json, node_modules, pnpm-lock.yaml",
        "composer.json, vendor, composer.lock",
        "Gemfile, vendor/bundle, Gemfile.lock",
        "requirements.txt, .venv, requirements.txt",
        "pyproject.toml, .venv, uv.lock",
        "Cargo.toml, target, Cargo.lock",
        "mix.exs, deps, mix.lock",
        "stack.yaml, .stack-work, stack.yaml.lock",
    })
    void eachPackageManagerHasItsOwn(String file, String path, String description) throws Exception {
        Files.writeString(root.resolve(file), "");
        DependencyPlaces places = DependencyPlaces.of(root, List.of());
        assertThat(places.inside()).containsExactly(path);
        assertThat(places.beside()).isEmpty();
        assertThat(places.descriptions()).contains(file, description);
    }

    @Test
    void withoutADescriptionThereAreNone() throws Exception {
        Files.writeString(root.resolve("package-lock.json"), "");
        Files.createDirectory(root.resolve("Gemfile"));
        DependencyPlaces places = DependencyPlaces.of(root, List.of());
        assertThat(places).isEqualTo(new DependencyPlaces(List.of(), List.of(), List.of()));
    }

    @Test
    void whatTheDefinitionNamesIsInTheAppOrBesideIt() throws Exception {
        DependencyPlaces places = DependencyPlaces.of(root, List.of("./b/../a/", "../.m2", "..x", "./"));
        assertThat(places.inside()).containsExactly(".", "..x", "a");
        assertThat(places.beside()).containsExactly(".m2");
    }
}
