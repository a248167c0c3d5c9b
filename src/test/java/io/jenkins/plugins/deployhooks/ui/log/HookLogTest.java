package io.jenkins.plugins.deployhooks.ui.log;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.console.HyperlinkNote;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.Shell;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle;
import io.jenkins.plugins.deployhooks.pipeline.LifecycleHook;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.io.BufferedWriter;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What addresses below a build's hooks answer: {@code logUrl} of the REST interface and everything below it. */
@WithJenkins
@Requirement({"J", "S61", "S64"})
class HookLogTest {
    private static final String STEPS = "schemaVersion,deployments[name,outcome,steps[*,tries[*]],cache[*]]";
    private static final int MEGABYTES = 20;
    private static final String BEGINNING = "<span class=\"deploy-hooks-fg-2\">";

    @TempDir
    private Path dir;

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "stranger")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
    }

    private WebResponse get(String user, String path) throws Exception {
        return ask(HttpMethod.GET, user, path);
    }

    private WebResponse ask(HttpMethod method, String user, String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.setJavaScriptEnabled(false);
            client.getOptions().setPrintContentOnFailingStatusCode(false);
            WebRequest request = new WebRequest(new URL(client.getContextPath() + path), method);
            if (method == HttpMethod.POST) {
                client.addCrumb(request);
            }
            client.getOptions().setMaxInMemory(2 * MEGABYTES * 1024 * 1024);
            return client.withBasicCredentials(user).loadWebResponse(request);
        }
    }

    private String streamed(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(jenkins.getURL() + path))
                .header("Accept", "multipart/form-data, */*")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("reader:reader".getBytes(StandardCharsets.UTF_8)))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String text(String path) throws Exception {
        WebResponse response = get("reader", path);
        assertThat(response.getStatusCode()).as(path).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    /** Jenkins ends the lines of plain text as HTTP has it. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private JSONObject step(Run<?, ?> run, String id) throws Exception {
        JSONObject all = JSONObject.fromObject(text(run.getUrl() + "deployHooks/api/json?tree=" + STEPS));
        assertThat(all.getInt("schemaVersion")).isEqualTo(1);
        for (Object step : all.getJSONArray("deployments").getJSONObject(0).getJSONArray("steps")) {
            if (((JSONObject) step).getString("id").equals(id)) {
                return (JSONObject) step;
            }
        }
        throw new AssertionError(id + " is not in " + all);
    }

    /** What is said of the log, which has {@code <script>} in green in it, is true. */
    private void tellsItsLog(Run<?, ?> run, String id, String head) throws Exception {
        JSONObject step = step(run, id);
        String url = step.getString("logUrl");
        assertThat(url)
                .startsWith(run.getUrl() + "deployHooks/log/")
                .endsWith("/")
                .doesNotContain(" ", "<", ";");
        WebResponse answer = get("reader", url + "progressiveText?start=0");
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getContentType()).isEqualTo("text/plain");
        assertThat(answer.getResponseHeaderValue("X-Text-Size")).isEqualTo(step.getString("logBytes"));
        assertThat(answer.getResponseHeaderValue("X-More-Data")).isNull();
        String text = text(url + "download");
        assertThat(lines(answer.getContentAsString(StandardCharsets.UTF_8))).isEqualTo(text);
        assertThat(text).startsWith("[").contains(head).contains("\u001B[32m<script>alert('out')</script>\u001B[0m");
        int line = text.indexOf("\n") + 1;
        assertThat(lines(text(url + "progressiveText?start=" + line))).isEqualTo(text.substring(line));
        assertThat(text(url + "progressiveHtml?start=0"))
                .contains("<span class=\"deploy-hooks-fg-2\">&lt;script&gt;alert(")
                .doesNotContain("<script", "\u001B");
        // Jenkins' own pages ask by POST.
        assertThat(ask(HttpMethod.POST, "reader", url + "progressiveHtml").getStatusCode())
                .isEqualTo(200);
        for (String below : List.of("", "progressiveText", "progressiveHtml", "download")) {
            assertThat(get("stranger", url + below).getStatusCode()).as(below).isEqualTo(404);
        }
        String logs = url.substring(0, url.substring(0, url.length() - 1).lastIndexOf('/') + 1);
        for (String other : List.of("nobody/", "../", "..%2F..%2Fbuild.xml/", "", "plan.json/")) {
            assertThat(get("reader", logs + other + "progressiveText").getStatusCode())
                    .as(other)
                    .isIn(400, 404);
        }
        assertThat(get("reader", run.getUrl() + "deployHooks/log/other/01-x/").getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void theLogOfAHookOfAPipeline() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition("""
            node {
              withDeployLifecycle(profile: 'native', hooks: [
                  lifecycleHook(event: 'preBuild', name: 'a & b;#%%&lt;i&gt;', run: '''printf "\\\\033[32m<script>alert('out')</script>\\\\033[0m\\\\n"'''),
                  lifecycleHook(event: 'preRun', run: "echo begins; while [ ! -e %1$s/go ]; do sleep 0.2; done; echo ends; exit 3"),
                  lifecycleHook(event: 'runFailed', name: 'follow', retries: 1, backoff: '4s', run: 'sh %1$s/follow')]) {
                deployHooks('build') { echo 'built' }
                deployHooks('run') { echo 'runs' }
              }
            }
            """.formatted(dir), true));
        Files.writeString(dir.resolve("follow"), """
            cd %s
            if test $DEPLOY_ATTEMPT = 1; then
              seq -f 'line %%g äöü€🚀' 12000
              cat note
              printf 'half ä'; while [ ! -e more ]; do sleep 0.1; done; echo ' and the rest €'
              exit 1
            fi
            echo again; cat note; printf 'fatal: ünterminated'; exit 1
            """.formatted(dir));
        Files.writeString(dir.resolve("note"), HyperlinkNote.encodeTo("http://localhost/", "linked") + "\n");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(Duration.ofMinutes(3)).ignoreExceptions().until(() -> {
            String url = step(run, "preRun").optString("logUrl");
            return url.endsWith("/") && text(url + "progressiveText").contains("begins");
        });
        // While it runs: what is there, and that more follows.
        JSONObject running = step(run, "preRun");
        assertThat(running.getString("state")).isEqualTo("RUNNING");
        assertThat(running.getString("agent")).isEqualTo("built-in");
        String url = running.getString("logUrl");
        assertThat(get("reader", url + "progressiveText").getResponseHeaderValue("X-More-Data"))
                .isEqualTo("true");
        assertThat(text(url)).contains("data-href=\"progressiveHtml\"");
        Files.createFile(dir.resolve("go"));
        isFollowed(run);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        JSONObject failed = step(run, "preRun");
        assertThat(get("reader", url + "progressiveText").getResponseHeaderValue("X-More-Data"))
                .isNull();
        assertThat(lines(text(url + "progressiveText"))).endsWith("begins\nends\n");
        assertThat(failed.getInt("exitCode")).isEqualTo(3);
        assertThat(failed.getJSONArray("tries").getJSONObject(0).getString("agent"))
                .isEqualTo("built-in");
        // The log of the node, which views of the Pipeline show, is the same without the first lines.
        assertThat(text(failed.getString("nodeUrl"))).contains("begins", "ends");
        tellsItsLog(run, "preBuild/a & b;#%&lt;i&gt;", "printf");
        JSONObject step = step(run, "preBuild/a & b;#%&lt;i&gt;");
        Path log = run.getRootDir().toPath().resolve("deploy-hooks");
        log = log.resolve(step.getString("logUrl").replaceAll(".*/log/([^/]*)/.*", "$1"))
                .resolve(step.getString("log"));
        aColourGoesOnInTheNextAnswer(log, step.getString("logUrl"));
        whatIsTooMuchForOneAnswerComesInPieces(log, step.getString("logUrl"));
        aLargeLogIsOpenedAtItsEnd(log, step.getString("logUrl"));
    }

    private void aColourGoesOnInTheNextAnswer(Path log, String url) throws Exception {
        String before = "[time] Launching\n\u001B[1;31mred\n";
        Files.writeString(log, before + "still\u001B[0m\nplain\n");
        assertThat(text(url + "progressiveHtml?start=" + before.length()))
                .isEqualTo("<span class=\"deploy-hooks-fg-1 deploy-hooks-bold\">still</span>\r\nplain\r\n");
    }

    /** Whoever asks from {@code X-Text-Size} on gets the log as it is, over lines in parts, many lines and a second attempt. */
    private void isFollowed(WorkflowRun run) throws Exception {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> text(step(run, "runFailed/follow").getString("logUrl") + "download")
                        .endsWith("half ä"));
        String url = step(run, "runFailed/follow").getString("logUrl");
        Followed plain = new Followed(url + "progressiveText");
        Followed html = new Followed(url + "progressiveHtml");
        plain.ask();
        html.ask();
        assertThat(plain.text.toString()).endsWith("\nlinked\n").contains("\nline 12000 äöü€🚀\n");
        assertThat(html.text.toString()).endsWith("linked</a>\n").contains("\nline 12000 äöü€🚀\n");
        Files.createFile(dir.resolve("more"));
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> plain.ask() & html.ask());
        String whole = text(url + "download");
        assertThat(plain.text.toString()).isEqualTo(whole);
        assertThat(whole)
                .contains("\nhalf ä and the rest €\n", "\nagain\nlinked\n")
                .doesNotContain("\u001B")
                .endsWith("\nfatal: ünterminated");
        assertThat(html.text.toString().replaceAll("<[^>]*>", "").replace("&#039;", "'"))
                .isEqualTo(whole.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "\n");
        html.ask();
        assertThat(html.text.toString())
                .as("asked once more")
                .endsWith("ünterminated\n")
                .doesNotEndWith("\n\n");
        assertThat(text(url)).contains("half ä and the rest €", "fatal: ünterminated");
        assertThat(step(run, "runFailed/follow").getString("tail")).contains("\"linked\"", "\"fatal: ünterminated\"");
    }

    /** A log that is read in parts, as pages do it. */
    private final class Followed {
        private final String address;
        private final StringBuilder text = new StringBuilder();
        private final List<String> beginnings = new ArrayList<>();
        private String start = "0";
        private int asks;

        Followed(String address) {
            this.address = address;
        }

        /** How many answers there are until nothing more follows. */
        long asked() throws Exception {
            while (!ask()) {
                assertThat(asks).isLessThan(100);
            }
            return asks;
        }

        /** Whether nothing more follows. */
        boolean ask() throws Exception {
            WebResponse answer = get("reader", address + "?start=" + start);
            assertThat(answer.getStatusCode()).isEqualTo(200);
            String more = lines(answer.getContentAsString(StandardCharsets.UTF_8));
            text.append(more);
            beginnings.add(more.substring(0, Math.min(BEGINNING.length(), more.length())));
            asks++;
            start = answer.getResponseHeaderValue("X-Text-Size");
            return answer.getResponseHeaderValue("X-More-Data") == null;
        }
    }

    private void aLargeLogIsOpenedAtItsEnd(Path log, String url) throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(log)) {
            for (int line = 0; line < MEGABYTES * 1024 * 16; line++) {
                out.write("line %07d ".formatted(line) + "x".repeat(50) + "\n");
            }
        }
        String page = text(url);
        assertThat(page)
                .contains("line 0327679 ")
                .doesNotContain("line 0320000 ")
                .hasSizeLessThan(400_000);
        assertThat(page).containsPattern("<pre[^>]*>\\s*line \\d{7} x");
        assertThat(text(url + "?tail=1024")).contains("line 0320000 ").doesNotContain("line 0300000 ");
        // Everything is more than one answer: the page asks for it piece by piece.
        assertThat(text(url + "?tail=0"))
                .contains("data-href=\"progressiveHtml\"", "data-start=\"0\"")
                .doesNotContain("line 0")
                .hasSizeLessThan(400_000);
    }

    /** Over the bounds of answers, in colours, with characters of several bytes, and lines that are longer than any bound. */
    private void whatIsTooMuchForOneAnswerComesInPieces(Path log, String url) throws Exception {
        String coloured = "\u001B[32m🚀 <äöü> €\n";
        String all = coloured.repeat(200_000) + coloured.replace("\n", "").repeat(200_000) + "\nend";
        Files.writeString(log, all);
        Followed plain = new Followed(url + "progressiveText");
        Followed html = new Followed(url + "progressiveHtml");
        long size = Files.size(log);
        assertThat(plain.asked()).isBetween(size / HookLogText.MOST + 1, size / HookLogText.MOST + 3);
        assertThat(html.asked()).isEqualTo(plain.asks);
        assertThat(plain.text.toString().equals(all)).as("each byte once").isTrue();
        String shown = html.text.toString();
        assertThat(shown.replaceAll("</?span[^>]*>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("\n", "")
                        .equals(all.replaceAll("\u001B\\[32m|\n", "")))
                .as("each character once")
                .isTrue();
        assertThat(html.beginnings).hasSizeGreaterThan(1).containsOnly(BEGINNING);
        // Jenkins' own script asks for both in one answer.
        assertThat(streamed(url + "progressiveHtml?start=0")).contains("\"completed\":false");
        assertThat(streamed(url + "progressiveHtml?start=" + (size - 3)))
                .contains("\"completed\":true", "\"end\":" + size);
    }

    @Test
    void theLogOfAHookOfAFreestyleJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("plain");
        LifecycleHook hook = new LifecycleHook("preBuild");
        hook.setRun("printf \"\\033[32m<script>alert('out')</script>\\033[0m\\n\"");
        WithDeployLifecycleStep settings = new WithDeployLifecycleStep();
        settings.setHooks(List.of(hook));
        DeploymentLifecycle lifecycle = new DeploymentLifecycle();
        lifecycle.setSettings(settings);
        job.getBuildWrappersList().add(lifecycle);
        job.getBuildersList().add(new Shell("echo built"));
        Run<?, ?> run = jenkins.buildAndAssertSuccess(job);
        tellsItsLog(run, "preBuild", "printf");
        JSONObject step = step(run, "preBuild");
        assertThat(step.getString("agent")).isEqualTo("built-in");
        assertThat(step.optString("nodeUrl")).isIn("", "null");
    }
}
