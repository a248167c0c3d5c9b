package io.jenkins.plugins.deployhooks.engine.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Apps that hang, and stops while they do. */
@Requirement("D11")
@Timeout(120)
class HttpReadinessHangTest extends ReadinessFixture {
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
            assertThat(end.duration()).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void headersThatNeverEndAreWaitedForAsLongAsAllowedOnly() throws Exception {
        try (ServerSocket raw = rawApp("HTTP/1.1 200 OK\r\nContent-")) {
            HookEnd end = ask("3s", url(raw));
            assertThat(end.state()).isEqualTo(State.FAILED);
            assertThat(end.reason()).contains(url(raw) + " gave no answer in time");
            assertThat(end.duration()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(60));
        }
    }

    @Test
    void oneThatHangsLeavesTheOthersTheirTime() throws Exception {
        says("/", 503);
        try (ServerSocket raw = rawApp("")) {
            assertThat(ask("3s", url(raw), url("/")).reason())
                    .contains(url(raw) + " gave no answer in time; " + url("/") + " said 503");
        }
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
            assertThat(end.get(20, TimeUnit.SECONDS).state()).isEqualTo(State.ABORTED);
            assertThat(end.get().reason()).contains("aborted");
            assertThat(hungUp.get(20, TimeUnit.SECONDS)).isZero();
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
        // those of clients that other tests have had end when they are collected, whenever that is
        List<Thread> before = selectors().toList();
        for (int i = 0; i < 20; i++) {
            ask("20s", url("/"));
        }
        assertThat(selectors()).as("one client for all").isSubsetOf(before);
        assertThat(clientThreads()).allMatch(Thread::isDaemon);
    }

    private static Stream<Thread> selectors() {
        return clientThreads().filter(each -> each.getName().contains("Selector"));
    }

    private static Stream<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().startsWith("HttpClient-"));
    }
}
