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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of a page whose table is fetched again and again, in a browser and without a Jenkins. */
@Requirement("J")
class FollowedTableTest {
    private static final Path SCRIPT =
            Repository.root().resolve("src/main/resources/io/jenkins/plugins/deployhooks/ui/pages.js");

    /** Lets time go faster, and knows what waits for later and how many answers have been dealt with. */
    private static final String WATCH = """
            const set = setTimeout, ask = fetch, pending = new Set(), pauses = [];
            let answers = 0;
            setTimeout = (what, pause) => {
              pauses.push(pause);
              const id = set(() => { pending.delete(id); what(); }, pause / 10);
              pending.add(id);
              return id;
            };
            fetch = (...all) => ask(...all).finally(() => set(() => answers++, 0));
            """;

    /** As {@code row.jelly} makes it: a hook that failed shows its last lines, every other one does not. */
    private static final String TABLE = """
            <p>answer %1$d</p>
            <table>
              <tr id="step-1-0"><td><a href="log/0/" aria-label="Log of one">Log</a></td></tr>
              <tr><td><details id="tail-1-0" open><summary>Last lines</summary>
                <pre tabindex="0" style="height: 2em; overflow: auto">%2$s</pre></details></td></tr>
              <tr id="step-1-1" class="deploy-hooks-step"><td><span class="deploy-hooks-state">%5$s</span>%3$s<a href="node/7/" aria-label="Step of two">Step</a></td></tr>
              <tr><td><a href="node/7/" aria-label="Step of attempt 1 of two">Step</a>
                <details id="tail-1-1"><summary>Last lines</summary><pre tabindex="0">%2$s</pre></details></td></tr>
              <tr><td><details id="tail-1-2"%4$s><summary>Last lines</summary><pre>%2$s</pre></details></td></tr>
            </table>
            """;

    private static final AtomicInteger ASKED = new AtomicInteger();

    @TempDir
    private static Path dir;

    private static volatile int status;
    private static HttpServer server;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> installed = Chromium.installed();
        Assumptions.assumeTrue(installed.isPresent(), "no Chromium is installed, so the script was not tried");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, page()));
        server.createContext("/pages.js", exchange -> answer(exchange, Files.readString(SCRIPT)));
        server.createContext("/timeline", exchange -> {
            exchange.getResponseHeaders().set("X-More-Data", "true");
            answer(exchange, table(ASKED.incrementAndGet()));
        });
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
        status = 200;
        ASKED.set(0);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", (path.endsWith(".js") ? "text/javascript" : "text/html") + ";charset=UTF-8");
        exchange.sendResponseHeaders(path.equals("/timeline") ? status : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String page() {
        return "<!DOCTYPE html><title>Table</title><script>" + WATCH + "</script><script src=\"pages.js\"></script>"
                + "<div class=\"deploy-hooks-timeline\" data-going-on=\"true\" data-href=\"timeline\">" + table(0)
                + "</div><div class=\"deploy-hooks-news\"></div>";
    }

    private static String table(int answer) {
        return TABLE.formatted(
                answer,
                "line\n".repeat(20),
                answer == 0 ? "" : "<a href=\"log/1/\" aria-label=\"Log of two\">Log</a>",
                answer == 0 ? "" : " open",
                answer == 0 ? "Running" : "Failed");
    }

    private static void open() {
        browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static int shown() {
        return browser.evaluate("Number(document.querySelector('p').innerText.substring(7))")
                .asInt();
    }

    /** What is changed by now has been drawn anew. */
    private static void next() {
        int before = shown();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> shown() > before);
    }

    private static boolean is(String condition) {
        return browser.evaluate(condition).asBoolean();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[aria-label=\"Log of one\"]",
                "[aria-label=\"Step of two\"]",
                "[aria-label=\"Step of attempt 1 of two\"]",
                "#tail-1-0 > summary",
                "#tail-1-1 > pre"
            })
    void whatSomebodyDoesStaysInTheNextTable(String focused) {
        open();
        browser.evaluate("document.querySelector('#tail-1-0 > pre').scrollTop = 40");
        browser.evaluate("document.querySelector('#tail-1-1').open = true");
        browser.evaluate("document.querySelector('" + focused + "').focus()");
        next();
        next();
        assertThat(is("document.activeElement === document.querySelector('" + focused + "')"))
                .isTrue();
        assertThat(is("document.querySelector('#tail-1-1').open")).isTrue();
        assertThat(is("document.querySelector('#tail-1-2').open"))
                .as("failed meanwhile")
                .isTrue();
        assertThat(browser.evaluate("document.querySelector('#tail-1-0 > pre').scrollTop")
                        .asInt())
                .isEqualTo(40);
    }

    @Test
    void whatSomebodyHasClosedStaysClosed() {
        open();
        browser.evaluate("document.querySelector('#tail-1-0 > summary').click()");
        next();
        next();
        assertThat(is("document.querySelector('#tail-1-0').open")).isFalse();
        browser.evaluate("document.querySelector('#tail-1-0 > summary').click()");
        next();
        assertThat(is("document.querySelector('#tail-1-0').open")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void whatMayNotBeReadOrIsGoneIsNotAskedForAgain(int answered) {
        status = answered;
        open();
        browser.until("answers === 1");
        assertThat(is("pending.size === 0")).isTrue();
        assertThat(browser.text("p")).isEqualTo("answer 0");
    }

    @Test
    void whereNoStateHasChangedItIsAskedForMoreSeldom() {
        open();
        next();
        next();
        // The state of the second step comes with the first answer; what comes after that says the same.
        assertThat(browser.evaluate("pauses.slice(0, 3).join(' ')").asText()).isEqualTo("3000 3000 5000");
    }

    @Test
    void whatFailsIsAskedForAgain() {
        status = 502;
        open();
        browser.until("answers === 1");
        assertThat(is("pending.size === 1")).isTrue();
        status = 200;
        next();
    }
}
