package io.jenkins.plugins.deployhooks.engine.process.words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What programs read that no text names. One rule a line: programs, and behind the colon the files that each of them looks for in
 * the directory where it is. Words that have to be there together are joined by {@code +}. What {@link #RUNS_DIRECTORIES} names
 * starts whatever is in a directory.
 */
public final class Programs {
    /** The one place of these rules; decision 107 says why they are here. */
    private static final String READ = """
            make gmake nmake bmake: GNUmakefile makefile Makefile
            npm npx yarn pnpm bun corepack: package.json package-lock.json npm-shrinkwrap.json .npmrc yarn.lock .yarnrc .yarnrc.yml \
            pnpm-lock.yaml pnpm-workspace.yaml .pnpmfile.cjs bunfig.toml
            deno: deno.json deno.jsonc
            grunt: Gruntfile.js Gruntfile.cjs
            gulp: gulpfile.js gulpfile.mjs gulpfile.cjs
            docker+compose podman+compose nerdctl+compose docker-compose podman-compose: compose.yaml compose.yml \
            compose.override.yaml compose.override.yml docker-compose.yml docker-compose.yaml docker-compose.override.yml .env
            docker+build podman+build buildah nerdctl+build kaniko: Dockerfile Containerfile .dockerignore
            docker+bake: docker-bake.hcl docker-bake.json
            task go-task: Taskfile.yml Taskfile.yaml Taskfile.dist.yml taskfile.yml taskfile.yaml
            just: justfile Justfile .justfile
            mage: magefile.go
            rake: Rakefile rakefile Rakefile.rb rakefile.rb
            bundle bundler rake cap: Gemfile Gemfile.lock .bundle/config
            cap: Capfile config/deploy.rb
            mvn mvnw mvnd: pom.xml .mvn/extensions.xml .mvn/maven.config .mvn/jvm.config .mvn/wrapper/maven-wrapper.properties \
            .mvn/wrapper/maven-wrapper.jar
            gradle gradlew: build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.properties \
            gradle/wrapper/gradle-wrapper.properties gradle/wrapper/gradle-wrapper.jar gradle/libs.versions.toml
            ant: build.xml build.properties
            sbt: build.sbt project/build.properties project/plugins.sbt
            cargo: Cargo.toml Cargo.lock build.rs .cargo/config.toml .cargo/config
            go: go.mod go.work
            composer: composer.json composer.lock
            pip pip3 poetry uv pdm hatch: pyproject.toml setup.py setup.cfg
            tox nox pytest: pyproject.toml setup.py setup.cfg tox.ini noxfile.py conftest.py pytest.ini
            pipenv: Pipfile Pipfile.lock
            fab: fabfile.py
            invoke inv: tasks.py invoke.yaml
            ansible ansible-playbook: ansible.cfg
            terraform tofu: *.tf *.tf.json *.auto.tfvars terraform.tfvars .terraform.lock.hcl
            terragrunt: terragrunt.hcl
            helmfile: helmfile.yaml helmfile.yaml.gotmpl
            skaffold: skaffold.yaml
            serverless sls: serverless.yml serverless.yaml
            vagrant: Vagrantfile
            foreman honcho overmind: Procfile .env
            cmake: CMakeLists.txt CMakePresets.json
            scons: SConstruct
            bazel bazelisk: MODULE.bazel WORKSPACE WORKSPACE.bazel BUILD BUILD.bazel .bazelrc
            earthly: Earthfile
            mix: mix.exs
            dotnet msbuild: *.sln *.csproj *.fsproj Directory.Build.props Directory.Build.targets global.json nuget.config
            pre-commit: .pre-commit-config.yaml
            lefthook: lefthook.yml
            """;

    /** Each word beside one of these may be a directory whose files are started. */
    private static final Set<String> RUNS_DIRECTORIES = Set.of("run-parts");

    /** What builds write on their way, also where it is not in the repository. */
    private static final Set<String> WRITTEN = Set.of(
            ".npmrc",
            ".env",
            "package-lock.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            ".bundle/config",
            "Gemfile.lock",
            "gradle.properties",
            "build.properties",
            "composer.lock",
            "Pipfile.lock",
            "Cargo.lock",
            "ansible.cfg",
            "terraform.tfvars",
            ".terraform.lock.hcl",
            "nuget.config");

    /** What cmd adds to a name that has no ending. */
    public static final List<String> ENDINGS = List.of(".com", ".exe", ".bat", ".cmd", ".vbs", ".wsf", ".ps1");

    private static final List<Rule> RULES = READ.lines().map(Rule::of).toList();

    private Programs() {}

    private record Rule(List<Set<String>> programs, List<String> files, List<Pattern> patterns) {
        static Rule of(String line) {
            int colon = line.indexOf(':');
            List<Set<String>> programs = new ArrayList<>();
            for (String program : line.substring(0, colon).split(" ")) {
                programs.add(Set.of(program.split("\\+")));
            }
            List<String> files = List.of(line.substring(colon + 1).strip().split("\\s+"));
            return new Rule(
                    programs,
                    files,
                    files.stream().map(file -> new Glob("/" + file).pattern()).toList());
        }

        /** Whether {@code path} is one of the files, in whatever directory. */
        boolean has(String path) {
            for (int i = path.lastIndexOf('/'); ; i = path.lastIndexOf('/', i - 1)) {
                String end = "/" + path.substring(i + 1);
                if (patterns.stream().anyMatch(pattern -> pattern.matcher(end).matches())) {
                    return true;
                }
                if (i < 0) {
                    return false;
                }
            }
        }
    }

    /** What programs whose names are among {@code words} read besides; relative to where they are. */
    public static Set<String> read(Collection<String> words) {
        Set<String> names = names(words);
        Set<String> files = new LinkedHashSet<>();
        for (Rule rule : RULES) {
            if (rule.programs().stream().anyMatch(names::containsAll)) {
                files.addAll(rule.files());
            }
        }
        return files;
    }

    /** Whether a program that reads {@code path} though no text names it reads {@code other} as well. */
    public static boolean areReadTogether(String path, String other) {
        return RULES.stream().anyMatch(rule -> rule.has(path) && rule.has(other));
    }

    /** Where the other files are that a program looks for beside {@code path}, but for patterns. */
    public static Set<String> beside(String path) {
        Set<String> all = new LinkedHashSet<>();
        for (Rule rule : RULES) {
            for (String file : rule.files()) {
                if (("/" + path).endsWith("/" + file)) {
                    String place = path.substring(0, path.length() - file.length());
                    rule.files().stream()
                            .filter(other -> !Glob.isPattern(other))
                            .forEach(other -> all.add(place + other));
                }
            }
        }
        return all;
    }

    /** Whether builds write {@code path} though it is not in the repository. */
    public static boolean isWritten(String path) {
        return WRITTEN.stream().anyMatch(each -> ("/" + path).endsWith("/" + each));
    }

    /** Whether a program reads {@code path} though no text names it. */
    public static boolean isRead(String path) {
        return RULES.stream().anyMatch(rule -> rule.has(path));
    }

    /** Whether one of {@code words} starts whatever is in a directory. */
    static boolean runsDirectories(Collection<String> words) {
        return names(words).stream().anyMatch(RUNS_DIRECTORIES::contains);
    }

    /** Programs are called by a path and with an ending, too. */
    private static Set<String> names(Collection<String> words) {
        Set<String> names = new HashSet<>();
        for (String word : words) {
            String name = word.substring(word.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
            names.add(name.replaceFirst("\\.(?:exe|cmd|bat)$", ""));
        }
        return names;
    }
}
