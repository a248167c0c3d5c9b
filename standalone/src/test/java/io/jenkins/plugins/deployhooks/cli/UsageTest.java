package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options, help and plans: what needs no hook to run. */
class UsageTest {
    @TempDir
    Path root;

    @BeforeEach
    void writeDefinition() throws IOException {
        Files.write(
                root.resolve("deploy-hooks.yml"),
                List.of(
                        "version: 1",
                        "app: shop",
                        "build: make",
                        "hooks:",
                        "  preBuild: echo one",
                        "  preRun:",
                        "    - {name: a, run: echo a, timeout: 5m}",
                        "    - {name: b, run: echo b, retries: 2, onFailure: warn}",
                        "  runFailed: echo sorry"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "plan", "validate"})
    void helpTellsOptionsAndExitCodes(String command) {
        InProcess help = InProcess.execute(command, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("--profile=NAME", "--set=EVENT=CMD", "--format=FORM", "Exit codes:")
                .contains("  0     success", "  1     the deployment failed", "  3     ", "  130   ");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(InProcess.execute("--help").out()).contains("run", "plan", "validate", "130");
        assertThat(InProcess.execute("--version").out()).startsWith("deploy-hooks ");
    }

    @Test
    void wrongUsageIsToldInFewWords() {
        assertUsage(InProcess.execute(), "a command is missing: run, plan, validate or cache");
        assertUsage(InProcess.execute("rnu"), "Unmatched argument");
        assertUsage(InProcess.execute("run", root.toString(), "--biuld", "x"), "Unknown option");
        assertUsage(InProcess.execute("run", root.toString(), "--set", "preBuild"), "--set");
        assertUsage(InProcess.execute("plan", "--format", "xml", root.toString()), "xml");
        assertUsage(InProcess.execute("run", root.resolve("nowhere").toString()), "nowhere is not there");
        assertUsage(
                InProcess.execute("run", root.resolve("deploy-hooks.yml").toString()),
                "deploy-hooks.yml is not a directory; give the root of a repository");
    }

    @Test
    void filesThatCannotBeWrittenAreToldBeforeAnythingRuns() throws IOException {
        String file = Files.writeString(root.resolve("file"), "").toString();
        String dir = root.toString();
        String marker = root.resolve("ran").toString();
        String build = "touch '" + marker + "'";
        assertUsage(
                InProcess.execute("run", dir, "--build", build, "--report", dir), "is a directory; name a file in it");
        assertUsage(InProcess.execute("run", dir, "--build", build, "--report", file + "/r.json"), file + " is a file");
        assertUsage(InProcess.execute("run", dir, "--build", build, "--logs", file), file + " is a file");
        assertUsage(
                InProcess.execute("run", dir, "--build", build, "--logs", file + "/logs"),
                "the directory for the logs");
        assertThat(Path.of(marker)).doesNotExist();
    }

    @Test
    void valuesThatWouldBeLostAreRefused() {
        String dir = root.toString();
        assertUsage(
                InProcess.execute("plan", dir, "--set", "preRun=first", "--set", "preRun=second"),
                "--set preRun is given twice, as 'first' and as 'second'");
        assertUsage(InProcess.execute("run", ""), "the value is empty; was a variable not set?");
        assertUsage(InProcess.execute("validate", ""), "the value is empty; was a variable not set?");
        assertUsage(InProcess.execute("run", dir, "--logs", ""), "'--logs': the value is empty");
        assertUsage(InProcess.execute("run", dir, "--report="), "'--report': the value is empty");
        assertUsage(InProcess.execute("plan", dir, "--env", "A"), "'A' is not of the form");
        assertUsage(
                InProcess.execute("validate", root.resolve("nope.yml").toString()),
                "nope.yml is not there; give a directory or a file");
        assertThat(InProcess.execute("plan", dir, "--env", "A=1", "--env", "A=2", "--set", "preRun=")
                        .err())
                .doesNotContain("twice");
    }

    @Test
    void commandThatBeginsWithAnAtSignIsNoFileOfArguments() throws IOException {
        Path file = Files.writeString(root.resolve("arguments"), "--environment=other");
        assertThat(InProcess.execute("plan", root.toString(), "--build", "@" + file)
                        .out())
                .contains("build: @" + file);
    }

    @Test
    void ofVeryManyProblemsTheFirstAreShown() throws IOException {
        List<String> lines = new ArrayList<>(List.of("version: 1"));
        for (int i = 0; i < 300; i++) {
            lines.add("unknown" + i + ": x");
        }
        Files.write(root.resolve("deploy-hooks.yml"), lines);
        InProcess text = InProcess.execute("validate", root.toString());
        assertThat(text.err().lines().filter(line -> line.startsWith("error: ")))
                .hasSize(200);
        assertThat(text.err().lines().toList())
                .endsWith("... and 100 more; --format json has them all", "300 errors; nothing was run");
        JsonNode json = Json.only(InProcess.execute("validate", "--format", "json", root.toString())
                .out());
        assertThat(json.get("problems")).hasSize(300);
    }

    @Test
    void optionsAreCheckedLikeFiles() {
        InProcess unknown = InProcess.execute("plan", root.toString(), "--set", "preBiuld=echo", "--profile", "nativ");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(unknown.err()).contains("error: option --profile: ").contains("did you mean native?");
        InProcess event = InProcess.execute("plan", root.toString(), "--set", "preBiuld=echo");
        assertThat(event.err()).contains("error: option --set preBiuld: ").contains("did you mean preBuild?");
        assertThat(InProcess.execute("plan", root.toString(), "--env", "A-B=c").err())
                .contains("error: option --env A-B: ");
    }

    @Test
    void planShowsOnlyWhatSomebodyWroteOrWhatIsSpecial() {
        InProcess plan = InProcess.execute("plan", root.toString(), "--no-cache");
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.err()).isEmpty();
        assertThat(plan.out().lines())
                .containsExactly(
                        "deploy of shop to default, profile native",
                        "  cache: no archives: --no-cache is given",
                        "  app from deploy-hooks.yml:2:6",
                        "  1. skip restore: no archives: --no-cache is given",
                        "  2. run  preBuild: echo one",
                        "          from deploy-hooks.yml:5:13",
                        "  3. run  build: make",
                        "          from deploy-hooks.yml:3:8",
                        "  4. skip save: no archives: --no-cache is given",
                        "  5. run  preRun/a: echo a",
                        "          from deploy-hooks.yml:7:7",
                        "          timeout 5m (deploy-hooks.yml:7:39)",
                        "  6. run  preRun/b: echo b",
                        "          from deploy-hooks.yml:8:7",
                        "          onFailure warn (deploy-hooks.yml:8:53)",
                        "          retries 2 (deploy-hooks.yml:8:39)",
                        "  7. run  run: no commands",
                        "  8. run  runFailed: echo sorry",
                        "          from deploy-hooks.yml:9:14",
                        "          onFailure warn (profile native)");
    }

    @Test
    void optionsWinAndThePlanSaysSo() {
        InProcess plan = InProcess.execute(
                "plan",
                root.toString(),
                "--build",
                "gradle",
                "--set",
                "preRun=true",
                "--environment",
                "production",
                "--app",
                "other",
                "--run",
                "./go");
        assertThat(plan.out())
                .contains("deploy of other to production")
                .contains("build: gradle\n          from option --build")
                .contains("preRun: true\n          from option --set preRun")
                .contains("run: ./go\n          from option --run")
                .contains("environment from option --environment")
                .doesNotContain("preRun/a");
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        JsonNode plan = Json.only(
                InProcess.execute("plan", "--format", "json", root.toString()).out());
        assertThat(plan.get("profile").textValue()).isEqualTo("native");
        assertThat(plan.get("steps").findValuesAsText("id"))
                .containsExactly("restore", "preBuild", "build", "save", "preRun/a", "preRun/b", "run", "runFailed");
        assertThat(plan.get("steps").get(4).get("origins").get("timeout").textValue())
                .isEqualTo("deploy-hooks.yml:7:39");

        InProcess validate = InProcess.execute("validate", "--format", "JSON", root.toString());
        assertThat(validate.exitCode()).isZero();
        assertThat(Json.only(validate.out()).get("valid").booleanValue()).isTrue();

        Files.writeString(root.resolve("deploy-hooks.yml"), "version: 1\nfoo: bar\n");
        for (String command : List.of("run", "plan", "validate")) {
            InProcess refused = InProcess.execute(command, "--format", "json", root.toString());
            assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(Json.only(refused.out()).get("problems")).hasSize(1);
        }
    }

    @Test
    void validDefinitionIsCalledValid() {
        InProcess validate = InProcess.execute("validate", root.toString());
        assertThat(validate.exitCode()).isZero();
        assertThat(validate.out()).isEqualToIgnoringNewLines("valid: " + root);
    }

    private static void assertUsage(InProcess refused, String message) {
        assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains(message).contains("--help").doesNotContain("Exception");
        assertThat(refused.err().lines().count())
                .as("few lines: %s", refused.err())
                .isLessThan(5);
        assertThat(refused.out()).isEmpty();
    }
}
