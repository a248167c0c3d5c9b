package io.jenkins.plugins.deployhooks.pipeline;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** An app that says it is not ready until {@link #ready}. */
final class App implements AutoCloseable {
    final AtomicInteger questions = new AtomicInteger();
    private final HttpServer server;
    private volatile int status = 503;

    App() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health", exchange -> {
            questions.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    void ready() {
        status = 200;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
    }

    /** {@code definition}, which waits for this app. */
    String in(String definition, String within) {
        return definition.replace(
                "hooks:\n", "readiness: {urls: [\"" + url() + "\"], within: " + within + "}\nhooks:\n");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
