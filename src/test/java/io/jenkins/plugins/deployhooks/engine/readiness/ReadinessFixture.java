package io.jenkins.plugins.deployhooks.engine.readiness;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A served app, and apps on raw sockets, to be asked. */
abstract class ReadinessFixture {
    final StopRequest stop = new StopRequest();
    final AtomicInteger questions = new AtomicInteger();
    final ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer app;

    @BeforeEach
    void start() throws IOException {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.setExecutor(threads);
        app.start();
        // the first question of a program takes long on a busy machine
        says("/warm", 200);
        ask("20s", url("/warm"));
        questions.set(0);
    }

    @AfterEach
    void end() {
        app.stop(0);
        threads.shutdownNow();
    }

    /** An app that says these one after the other, the last one again and again. */
    void says(String path, int... statuses) {
        AtomicInteger next = new AtomicInteger();
        app.createContext(path, exchange -> {
            questions.incrementAndGet();
            int status = statuses[Math.min(next.getAndIncrement(), statuses.length - 1)];
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    /** An app that writes {@code answer} to everybody who asks, and nothing more. */
    ServerSocket rawApp(String answer) throws IOException {
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

    HookEnd ask(String within, String... urls) {
        List<URI> all = Stream.of(urls).map(URI::create).toList();
        return new HttpReadiness().await(new Readiness(all, Duration.parse("PT" + within)), stop);
    }

    String url(String path) {
        return "http://127.0.0.1:" + app.getAddress().getPort() + path;
    }

    static String url(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }
}
