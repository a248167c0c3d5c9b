package io.jenkins.plugins.deployhooks.engine.cache.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes another key, what does not, and that the difference is told. */
@Requirement({"X2", "S46", "S50"})
class BuildKeyTest {
    private static final String BASE = """
        build: make
        run: ./launch
        env: {build: {NODE_ENV: production, LANG: C}, run: {PORT: "80"}}
        hooks:
          preBuild: ./ci/npmrc.sh
          postBuild: [{name: assets, run: npm run assets, timeout: 5m}, {name: check, run: npm test}]
          preRun: migrate
          runFailed: notify
        cache: {paths: [dist], excludes: ["*.log"]}
        """;

    @TempDir
    private Path definitions;

    @TempDir
    private Path root;

    private Keys keys;

    @BeforeEach
    void files() throws IOException {
        keys = new Keys(definitions, root);
        Files.writeString(root.resolve("package-lock.json"), "1");
    }

    private String edited(String from, String to) {
        assertThat(BASE).contains(from);
        return BASE.replace(from, to.equals("-") ? "" : to);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "build: make             ; build: make all                ; key part build commands changed",
                "build: make             ; -                              ; key part build commands is gone",
                "build: make             ; build: make\\nfolder: shop       ; key part app folder is new",
                "build: make             ; build: make\\napp: shop          ; key part app name is new",
                "build: make             ; build: make\\nprofile: clever-cloud ; key part profile name changed",
                "NODE_ENV: production    ; NODE_ENV: test                 ; key part variable NODE_ENV changed",
                "LANG: C                 ; LC_ALL: C                      ; key part variable LC_ALL is new; key part"
                        + " variable LANG is gone",
                "./ci/npmrc.sh           ; ./ci/other.sh                  ; key part hook preBuild/other is new; key"
                        + " part hook preBuild/npmrc is gone",
                "preBuild: ./ci/npmrc.sh ; -                              ; key part hook preBuild/npmrc is gone",
                "npm run assets          ; npm run all                    ; key part hook postBuild/assets changed",
                "timeout: 5m             ; shell: bash                    ; key part hook postBuild/assets changed",
                "timeout: 5m             ; errexit: true                  ; key part hook postBuild/assets changed",
                "timeout: 5m             ; env: {A: b}                    ; key part hook postBuild/assets changed",
                "timeout: 5m             ; enabled: false                 ; key part hook postBuild/assets is gone;"
                        + " key part order of postBuild is gone",
                "timeout: 5m             ; when: {environment: test}      ; key part hook postBuild/assets is gone;"
                        + " key part order of postBuild is gone",
                "runFailed: notify       ; cleanup: rm x\\n"
                        + "skip: [check]  ; key part hook postBuild/check is gone; key part order of postBuild is gone",
                "paths: [dist]           ; paths: [dist, lib]             ; key part archived paths changed",
                "*.log                   ; *.txt                          ; key part archived paths changed",
            })
    void whatTheBuildSeesMakesAnotherKey(String from, String to, String difference) throws Exception {
        BuildKey before = keys.key(BASE);
        BuildKey after = keys.key(edited(from, to.replace("\\n", "\n")));
        assertThat(after.text()).isNotEqualTo(before.text());
        String told = after.differenceFrom(before.parts());
        for (String clause : difference.split("; ")) {
            assertThat(told)
                    .contains(clause.replaceFirst("^key parts? ", "").replaceFirst(" (is gone|is new|changed)$", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "run: ./launch           ; run: ./launch --fast",
                "PORT: \"80\"            ; PORT: \"81\"",
                "preRun: migrate         ; preRun: migrate all",
                "runFailed: notify       ; runFailed: tell",
                "runFailed: notify       ; cleanup: rm x",
                "timeout: 5m             ; timeout: 6m",
                "timeout: 5m             ; retries: 2",
                "timeout: 5m             ; onFailure: warn",
                "timeout: 5m             ; trace: true",
                "NODE_ENV: production, LANG: C ; LANG: C, NODE_ENV: production",
                "cache: {                ; cache: {saveWhen: always, ",
                "build: make             ; build: make\\nenvironment: test",
            })
    void whatTheBuildDoesNotSeeLeavesTheKeyAsItIs(String from, String to) throws Exception {
        assertThat(keys.key(edited(from, to.replace("\\n", "\n"))).text())
                .isEqualTo(keys.key(BASE).text());
    }

    @Test
    @Requirement("D17")
    void anotherWayToWriteTheFolderIsTheSameKey() throws Exception {
        assertThat(keys.key("build: make\nfolder: ./shop/").text())
                .isEqualTo(keys.key("build: make\nfolder: shop").text());
        assertThat(keys.key("build: make\nfolder: .").text())
                .isEqualTo(keys.key("build: make").text());
    }

    @Test
    void aBuildForEachEnvironmentHasAKeyForEach() throws Exception {
        String yaml = "build: make\ncache: {key: \"{{ env.DEPLOY_ENVIRONMENT }}\"}\nenvironment: ";
        BuildKey test = keys.key(yaml + "test");
        assertThat(keys.key(yaml + "production").differenceFrom(test.parts()))
                .isEqualTo("key part variable DEPLOY_ENVIRONMENT changed");
    }

    @Test
    void theOrderOfHooksCounts() throws Exception {
        BuildKey one = keys.key("hooks: {postBuild: [{name: a, run: x}, {name: b, run: y}]}");
        BuildKey other = keys.key("hooks: {postBuild: [{name: b, run: y}, {name: a, run: x}]}");
        assertThat(other.differenceFrom(one.parts())).isEqualTo("key part order of postBuild changed");
    }

    @Test
    void aScriptThatIsNoPartOfTheTreeCountsByItsContent() throws Exception {
        Files.createDirectories(root.resolve("ci"));
        Files.writeString(root.resolve("ci/npmrc.sh"), "echo 1");
        BuildKey before = keys.key(BASE);
        Files.writeString(root.resolve("ci/npmrc.sh"), "echo 2");
        assertThat(keys.key(BASE).differenceFrom(before.parts())).isEqualTo("key part hook preBuild/npmrc changed");
    }

    @Test
    void declaredFilesAndVariablesAreParts() throws Exception {
        String yaml = "cache: {key: \"{{ files('package-lock.json', 'missing') }}-{{ env.NODE }}\"}";
        BuildKey before = keys.env("NODE", "20").key(yaml);
        Files.writeString(root.resolve("package-lock.json"), "2");
        assertThat(keys.key(yaml).differenceFrom(before.parts())).isEqualTo("key part package-lock.json changed");
        Files.writeString(root.resolve("package-lock.json"), "1");
        assertThat(keys.key(yaml)).isEqualTo(before);
        assertThat(keys.env("NODE", "22").key(yaml).differenceFrom(before.parts()))
                .isEqualTo("key part variable NODE changed");
        Files.writeString(root.resolve("missing"), "");
        assertThat(keys.env("NODE", "20").key(yaml).differenceFrom(before.parts()))
                .isEqualTo("key part missing changed");
    }

    @Test
    void aFileCannotTakeThePlaceOfAnotherPart() throws Exception {
        Files.writeString(root.resolve("tree"), "x");
        String yaml = "cache: {key: \"{{ files('tree') }}\"}";
        BuildKey one = keys.key(yaml);
        BuildKey other =
                keys.trees(directory -> new TreeId.Checkout("4567", List.of())).key(yaml);
        assertThat(other.differenceFrom(one.parts())).isEqualTo("key part tree changed");
    }

    @Test
    void aFileOutsideIsRefused() {
        assertThatThrownBy(() -> keys.key("cache: {key: \"{{ files('../secret') }}\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside of the repository");
    }

    @Test
    void theTemplateIsTheBeginningOfTheKeyAndRestoreKeysFindIt() throws Exception {
        String yaml = """
            cache:
              key: "node-{{ env.NODE }}-{{ tree }}"
              restoreKeys: ["node-{{ env.NODE }}-", "node-"]
            """;
        BuildKey one = keys.env("NODE", "20").key(yaml);
        BuildKey other =
                keys.trees(directory -> new TreeId.Checkout("4567", List.of())).key(yaml);
        assertThat(other.text()).isNotEqualTo(one.text());
        assertThat(other.restoreKeys()).hasSize(2);
        assertThat(one.text())
                .startsWith(other.restoreKeys().get(0))
                .startsWith(other.restoreKeys().get(1));
        assertThat(keys.env("NODE", "22").key(yaml).restoreKeys().get(0))
                .isNotEqualTo(one.restoreKeys().get(0));
    }

    @Test
    void noValueOfAVariableIsInAKey() throws Exception {
        BuildKey key = keys.env("TOKEN", "s3cret-of-mine")
                .key("env: {build: {PASSWORD: hunter2-hunter2}}\n"
                        + "hooks: {preBuild: {run: x, env: {PIN: \"987654321\"}}}\n"
                        + "cache: {key: \"{{ env.TOKEN }}{{ env.PASSWORD }}\"}");
        assertThat(key.toString())
                .doesNotContain("s3cret")
                .doesNotContain("hunter2")
                .doesNotContain("987654321");
    }

    @Test
    void changesOfACheckoutCountByTheirContents() throws Exception {
        keys.trees(directory -> new TreeId.Checkout("0123", List.of("a.txt", "new/", "gone.txt", "x.log")));
        Files.writeString(root.resolve("a.txt"), "1");
        Files.createDirectories(root.resolve("new"));
        String yaml = "cache: {excludes: [\"*.log\"]}";
        BuildKey before = keys.key(yaml);
        Files.writeString(root.resolve("x.log"), "noise");
        assertThat(keys.key(yaml)).isEqualTo(before);
        Files.writeString(root.resolve("new/file"), "1");
        BuildKey more = keys.key(yaml);
        assertThat(more.differenceFrom(before.parts())).isEqualTo("key part tree changed");
        Files.writeString(root.resolve("gone.txt"), "");
        assertThat(keys.key(yaml).text()).isNotEqualTo(more.text());
    }

    @Test
    @Requirement({"D2"})
    void changesBelowADirectoryThatIsLeftOutDoNotCount() throws Exception {
        String yaml = "cache: {excludes: [\"cache\", \"**/logs\"]}";
        keys.trees(directory -> new TreeId.Checkout("0123", List.of()));
        BuildKey clean = keys.key(yaml);
        keys.trees(directory -> new TreeId.Checkout("0123", List.of("cache/deep/file", "app/logs/today/x", "cache/")));
        assertThat(keys.key(yaml)).isEqualTo(clean);
        keys.trees(directory -> new TreeId.Checkout("0123", List.of("caches/file")));
        assertThat(keys.key(yaml)).isNotEqualTo(clean);
    }

    @Test
    void withoutVersionControlTheFilesCount() throws Exception {
        keys.trees(TreeId.NONE).index(definitions.resolve("index/app"));
        Files.createDirectories(root.resolve(".git"));
        BuildKey before = keys.key(BASE);
        Files.writeString(root.resolve(".git/index"), "noise");
        Files.writeString(root.resolve("a.log"), "noise");
        assertThat(keys.key(BASE)).isEqualTo(before);
        Files.writeString(root.resolve("package-lock.json"), "2");
        assertThat(keys.key(BASE).differenceFrom(before.parts())).isEqualTo("key part tree changed");
    }

    @Test
    @Requirement({"S47", "S50"})
    void theRunTimeEnvironmentHasPartsOfItsOwn() throws Exception {
        String yaml = """
            profile: platform-sh
            run: ./launch
            env: {build: {A: "1"}, run: {PORT: "80"}}
            hooks: {build: make, deploy: migrate, post_deploy: notify}
            """;
        var before = keys.runParts(yaml);
        assertThat(keys.runParts(yaml.replace("A: \"1\"", "A: \"2\"")
                        .replace("make", "all")
                        .replace("notify", "tell")))
                .isEqualTo(before);
        assertThat(new KeyDifference(before, keys.runParts(yaml.replace("80", "81"))).text())
                .isEqualTo("key part run-time variable PORT changed");
        assertThat(new KeyDifference(before, keys.runParts(yaml.replace("migrate", "migrate all"))).text())
                .isEqualTo("key part hook deploy changed");
        assertThat(new KeyDifference(before, keys.runParts(yaml.replace("./launch", "./launch --fast"))).text())
                .isEqualTo("key part run commands changed");
        assertThat(keys.key(yaml.replace("migrate", "migrate all"))).isEqualTo(keys.key(yaml));
    }
}
