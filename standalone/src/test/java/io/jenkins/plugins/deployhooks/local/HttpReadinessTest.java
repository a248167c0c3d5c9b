package io.jenkins.plugins.deployhooks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps of all kinds, and whether they count as ready. */
@Requirement("D11")
@Timeout(30)
class HttpReadinessTest {
    private final StopRequest stop = new StopRequest();
    private final AtomicInteger questions = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer app;

    @BeforeEach
    void start() throws IOException {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.setExecutor(threads);
        app.start();
    }

    @AfterEach
    void end() {
        app.stop(0);
        threads.shutdownNow();
    }

    @Test
    void anAppThatAnswers200IsReady() {
        says("/", 200);
        HookEnd end = ask("20s", url("/"));
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(end.reason()).isEmpty();
        assertThat(questions).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 204, 206, 299, 301, 302, 401, 404, 500, 503})
    void anyOtherAnswerIsNone(int status) {
        says("/", status);
        HookEnd end = ask("300ms", url("/"));
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.reason()).contains(url("/") + " said " + status + ".", "within 300ms", "readiness.within");
    }

    @Test
    void aRedirectToAPageThatIsReadyIsNotFollowed() {
        says("/there", 200);
        app.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/there");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        assertThat(ask("300ms", url("/")).reason()).contains(url("/") + " said 302");
        assertThat(questions).hasValue(0);
    }

    @Test
    void anAppMayTakeItsTime() {
        says("/", 503, 404, 200);
        assertThat(ask("20s", url("/")).state()).isEqualTo(State.OK);
        assertThat(questions).hasValue(3);
    }

    @Test
    void everyUrlIsAskedUntilItHasSaid200Once() {
        says("/once", 200, 500);
        says("/later", 500, 500, 200);
        assertThat(ask("20s", url("/once"), url("/later")).state()).isEqualTo(State.OK);
        assertThat(questions).hasValue(4);
    }

    @Test
    void onlyTheSilentOnesAreNamed() {
        says("/fine", 200);
        says("/broken", 500);
        assertThat(ask("300ms", url("/fine"), url("/broken")).reason())
                .contains(url("/broken") + " said 500")
                .doesNotContain("/fine");
    }

    @Test
    void anEndlessBodyIsNotWaitedForAndItsConnectionIsClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        app.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[10_000]);
                    body.flush();
                }
            } catch (IOException e) {
                closed.countDown();
            }
        });
        assertThat(ask("20s", url("/")).state()).isEqualTo(State.OK);
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBodyThatStopsHalfwayIsNotWaitedForEither() throws Exception {
        try (ServerSocket raw = rawApp("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhalf")) {
            HookEnd end = ask("20s", url(raw));
            assertThat(end.state()).isEqualTo(State.OK);
            assertThat(end.duration()).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void headersThatNeverEndAreWaitedForAsLongAsAllowedOnly() throws Exception {
        try (ServerSocket raw = rawApp("HTTP/1.1 200 OK\r\nContent-")) {
            HookEnd end = ask("1200ms", url(raw));
            assertThat(end.state()).isEqualTo(State.FAILED);
            assertThat(end.reason()).contains(url(raw) + " gave no answer in time");
            assertThat(end.duration()).isBetween(Duration.ofMillis(1200), Duration.ofSeconds(8));
        }
    }

    @Test
    void oneThatHangsLeavesTheOthersTheirTime() throws Exception {
        says("/", 503);
        try (ServerSocket raw = rawApp("")) {
            assertThat(ask("1200ms", url(raw), url("/")).reason())
                    .contains(url(raw) + " gave no answer in time; " + url("/") + " said 503");
        }
    }

    @Test
    void aClosedPortIsToldAsSuch() throws Exception {
        String url;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = url(closed);
        }
        assertThat(ask("700ms", url).reason()).contains(url + " refused the connection: nothing listens there");
    }

    @Test
    void anUnknownHostIsNamed() {
        // a name with so long a part is refused without asking anybody
        String host = "a".repeat(70) + ".invalid";
        assertThat(ask("1s", "http://" + host + "/").reason()).contains("has an unknown host: " + host);
    }

    @Test
    void whatIsNoHttpIsToldAsAFailure() throws Exception {
        try (ServerSocket raw = rawApp("SSH-2.0-OpenSSH\r\n\r\n")) {
            assertThat(ask("500ms", url(raw)).reason()).contains(url(raw) + " failed: ");
        }
    }

    @Test
    void userAndPasswordAreNotTold() {
        says("/", 401);
        String url = url("/?a=b@c").replace("http://", "http://user:s3cret@");
        assertThat(ask("300ms", url).reason())
                .contains(url("/?a=b@c").replace("http://", "http://***@") + " said 401")
                .doesNotContain("user", "s3cret");
        assertThat(new Readiness(List.of(URI.create(url), URI.create("http://h/a@b")), Readiness.WITHIN).shown())
                .containsExactly(url("/?a=b@c").replace("http://", "http://***@"), "http://h/a@b");
    }

    @Test
    @Requirement("S38")
    void aStopEndsTheWaitForAnAppThatNeverAnswers() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Integer> hungUp = new CompletableFuture<>();
        try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> {
                try (Socket socket = raw.accept()) {
                    InputStream in = socket.getInputStream();
                    in.read();
                    asked.countDown();
                    in.transferTo(OutputStream.nullOutputStream());
                } finally {
                    hungUp.complete(0);
                }
                return null;
            });
            String url = url(raw);
            CompletableFuture<HookEnd> end = CompletableFuture.supplyAsync(() -> ask("1h", url), threads);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            stop.raise(StopRequest.Level.STOP);
            assertThat(end.get(5, TimeUnit.SECONDS).state()).isEqualTo(State.ABORTED);
            assertThat(end.get().reason()).contains("aborted");
            assertThat(hungUp.get(5, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    @Requirement("S38")
    void aStopBeforehandIsHeardAndLeavesNoInterrupt() throws Exception {
        stop.raise(StopRequest.Level.FORCE);
        try (ServerSocket raw = rawApp("")) {
            assertThat(ask("1h", url(raw)).state()).isEqualTo(State.ABORTED);
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void manyWaitsLeaveNoThreadsBehindThatKeepTheProgramAlive() {
        says("/", 200);
        for (int i = 0; i < 20; i++) {
            ask("20s", url("/"));
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                clientThreads().filter(each -> each.getName().contains("Selector")))
                        .hasSizeLessThanOrEqualTo(1));
        assertThat(clientThreads()).allMatch(Thread::isDaemon);
    }

    private static Stream<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().startsWith("HttpClient-"));
    }

    /** An app that says these one after the other, the last one again and again. */
    private void says(String path, int... statuses) {
        AtomicInteger next = new AtomicInteger();
        app.createContext(path, exchange -> {
            questions.incrementAndGet();
            int status = statuses[Math.min(next.getAndIncrement(), statuses.length - 1)];
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    /** An app that writes {@code answer} to everybody who asks, and nothing more. */
    private ServerSocket rawApp(String answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(() -> {
            while (true) {
                Socket socket = server.accept();
                socket.getInputStream().read();
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        });
        return server;
    }

    private HookEnd ask(String within, String... urls) {
        Duration allowed = within.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(within.replace("ms", "")))
                : Duration.parse("PT" + within);
        List<URI> all = Stream.of(urls).map(URI::create).toList();
        return new HttpReadiness().await(new Readiness(all, allowed), stop);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + app.getAddress().getPort() + path;
    }

    private static String url(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }
}
