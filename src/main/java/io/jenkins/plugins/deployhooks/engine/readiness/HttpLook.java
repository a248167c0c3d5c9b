package io.jenkins.plugins.deployhooks.engine.readiness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question to one URL, from its creation on. Only the status counts: nobody waits for the body. */
final class HttpLook implements AutoCloseable {
    /** What a URL of an app says that is ready. */
    static final String READY = "said 200";

    /** Nothing came in time. */
    static final String SILENCE = "gave no answer in time";

    /** One for all: its threads are daemons, and a client of Java 17 cannot be closed. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI url;
    private final CompletableFuture<HttpResponse<InputStream>> exchange;
    private final CompletableFuture<Integer> status;

    HttpLook(URI url) {
        this.url = url;
        exchange =
                CLIENT.sendAsync(HttpRequest.newBuilder(url).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        status = exchange.thenApply(HttpLook::statusAlone);
    }

    URI url() {
        return url;
    }

    /** What it answers before {@link System#nanoTime} is {@code end}, in words that follow the URL. */
    String answer(long end) throws InterruptedException {
        try {
            return "said " + status.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return SILENCE;
        } catch (ExecutionException e) {
            return words(e.getCause());
        }
    }

    /** Ends the exchange if it still goes on. */
    @Override
    public void close() {
        exchange.cancel(true);
    }

    /** Closes the body unread, which ends the connection where the server still sends. */
    private static int statusAlone(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return response.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String words(Throwable failure) {
        if (isCausedBy(failure, UnresolvedAddressException.class)) {
            return "has an unknown host: " + url.getHost();
        }
        if (failure instanceof HttpTimeoutException) {
            return SILENCE;
        }
        if (isCausedBy(failure, NoRouteToHostException.class)) {
            return "cannot be reached: no route to " + url.getHost();
        }
        if (failure instanceof ConnectException) {
            return "refused the connection: nothing listens there";
        }
        return "failed: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
