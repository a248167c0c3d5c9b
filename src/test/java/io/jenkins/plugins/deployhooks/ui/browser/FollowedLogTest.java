package io.jenkins.plugins.deployhooks.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of a page that fetches the log of a hook, in a browser and without a Jenkins. */
@Requirement("S64")
class FollowedLogTest {
    private static final Path SCRIPT =
            Repository.root().resolve("src/main/resources/io/jenkins/plugins/deployhooks/ui/log/follow.js");

    /** Lets time go faster, and remembers how long was waited before each question. */
    private static final String WATCH = """
            const set = setTimeout, pauses = [], parts = [];
            setTimeout = (what, pause) => { pauses.push(pause); return set(what, pause / 100); };
            window.Behaviour = { applySubtree: (part) => parts.push(part.innerText) };
            """;

    private static final String PAGE = "<!DOCTYPE html><title>Log</title><script>" + WATCH
            + "</script><script src=\"follow.js\"></script><div class=\"deploy-hooks-head\">runs</div>"
            + "<pre class=\"deploy-hooks-log\" role=\"log\" data-href=\"progressiveHtml\" data-start=\"7\"></pre>"
            + "<p class=\"deploy-hooks-gone jenkins-hidden\">gone</p><div class=\"deploy-hooks-more\">more</div>";

    /** One answer: its status, its text, the end that it tells, and whether more comes. */
    private record Answer(int status, String text, long end, boolean more) {}

    private static final Queue<Answer> ANSWERS = new ConcurrentLinkedQueue<>();
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path dir;

    private static HttpServer server;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> installed = Chromium.installed();
        Assumptions.assumeTrue(installed.isPresent(), "no Chromium is installed, so the script was not tried");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean head = "tail=1".equals(exchange.getRequestURI().getQuery());
            send(exchange, 200, head ? PAGE.replace("runs", "has ended") : PAGE);
        });
        server.createContext("/follow.js", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/javascript;charset=UTF-8");
            send(exchange, 200, Files.readString(SCRIPT));
        });
        server.createContext("/progressiveHtml", FollowedLogTest::piece);
        server.start();
        browser = Chromium.start(installed.get(), Files.createDirectory(dir.resolve("profile")));
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
            server.stop(0);
        }
    }

    @BeforeEach
    void reset() {
        ANSWERS.clear();
        ASKED.clear();
    }

    private static void piece(HttpExchange exchange) throws IOException {
        String annotator = exchange.getRequestHeaders().getFirst("X-ConsoleAnnotator");
        ASKED.add(exchange.getRequestURI().getQuery() + (annotator == null ? "" : " " + annotator));
        Answer answer = ANSWERS.remove();
        if (answer.end >= 0) {
            exchange.getResponseHeaders().set("X-Text-Size", String.valueOf(answer.end));
        }
        exchange.getResponseHeaders().set("X-ConsoleAnnotator", "notes-to-" + answer.end);
        if (answer.more) {
            exchange.getResponseHeaders().set("X-More-Data", "true");
        }
        send(exchange, answer.status, answer.text);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("text/html;charset=UTF-8"));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void show(Answer... answers) {
        ANSWERS.addAll(List.of(answers));
        browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        browser.until("document.querySelector('.deploy-hooks-more') === null");
    }

    private static List<Integer> pauses() {
        return browser.evaluate("pauses.join(' ')").asText().isEmpty()
                ? List.of()
                : List.of(browser.evaluate("pauses.join(' ')").asText().split(" ")).stream()
                        .map(Integer::valueOf)
                        .toList();
    }

    @Test
    void eachPieceIsAskedForWhereTheLastOneEndedUntilNoMoreComes() {
        show(
                new Answer(200, "<b>one</b>\n", 11, true),
                new Answer(200, "", 11, true),
                new Answer(200, "two &lt;i&gt;\n", 19, false));
        assertThat(browser.text("pre").lines().filter(line -> !line.isEmpty())).containsExactly("one", "two <i>");
        assertThat(ASKED).containsExactly("start=7", "start=11 notes-to-11", "start=11 notes-to-11");
        assertThat(browser.evaluate("parts.length").asInt())
                .as("shown to plugins")
                .isEqualTo(2);
        browser.until("document.querySelector('.deploy-hooks-head').innerText === 'has ended'");
        assertThat(browser.evaluate("document.querySelector('.deploy-hooks-gone.jenkins-hidden') !== null")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whereNothingIsNewItIsAskedForMoreSeldomAndWhereMoreIsThereAtOnce() {
        long full = 4 << 20;
        show(
                new Answer(200, "x\n", 7 + full, true),
                new Answer(200, "x\n", 9 + full, true),
                new Answer(200, "", 9 + full, true),
                new Answer(200, "", 9 + full, false));
        assertThat(pauses()).containsExactly(0, 0, 1500, 2000);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void whatMayNotBeReadOrIsGoneIsSaidAndNotAskedForAgain(int status) {
        show(new Answer(200, "one\n", 11, true), new Answer(status, "", 0, false));
        assertThat(ASKED).hasSize(2);
        assertThat(browser.evaluate("document.querySelector('.deploy-hooks-gone.jenkins-hidden') === null")
                        .asBoolean())
                .isTrue();
        assertThat(browser.text("pre").strip()).isEqualTo("one");
    }

    @Test
    void whatFailsIsAskedForAgainEverMoreSeldom() {
        show(
                new Answer(502, "", 0, false),
                new Answer(502, "", 0, false),
                new Answer(200, "one\n", 11, true),
                new Answer(200, "", 11, false));
        assertThat(ASKED).containsExactly("start=7", "start=7", "start=7", "start=11 notes-to-11");
        assertThat(pauses()).containsExactly(0, 3000, 6000, 1500);
    }

    @Test
    void whatIsNoLogIsNotShown() {
        show(
                new Answer(200, "one\n", 11, true),
                new Answer(200, "<h1>Log in</h1>", -1, false),
                new Answer(200, "two\n", 15, false));
        assertThat(browser.text("pre")).contains("one", "two").doesNotContain("Log in");
        assertThat(ASKED).containsExactly("start=7", "start=11 notes-to-11", "start=11");
    }

    @Test
    void aLogThatHasBecomeShorterIsShownAnew() {
        show(new Answer(200, "one\ntwo\n", 15, true), new Answer(200, "one\n", 4, false));
        assertThat(browser.text("pre").strip()).isEqualTo("one");
    }
}
