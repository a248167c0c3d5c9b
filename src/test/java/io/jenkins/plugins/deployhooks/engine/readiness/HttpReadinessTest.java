package io.jenkins.plugins.deployhooks.engine.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Apps of all kinds, and whether they count as ready. */
@Requirement("D11")
@Timeout(120)
class HttpReadinessTest extends ReadinessFixture {

    @Test
    void anAppThatAnswers200IsReady() {
        says("/", 200);
        HookEnd end = ask("20s", url("/"));
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(end.reason()).isEmpty();
        assertThat(questions).hasValue(1);
    }

    @Test
    void anyOtherAnswerIsNone() {
        int[] statuses = {201, 202, 203, 204, 206, 299, 301, 302, 401, 404, 500, 503};
        IntStream.of(statuses).forEach(status -> says("/" + status, status));
        HookEnd end = ask(
                "5s",
                IntStream.of(statuses).mapToObj(status -> url("/" + status)).toArray(String[]::new));
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.reason()).contains("within 5s", "readiness.within");
        for (int status : statuses) {
            assertThat(end.reason()).contains("/" + status + " said " + status);
        }
    }

    @Test
    void aRedirectToAPageThatIsReadyIsNotFollowed() {
        says("/there", 200);
        app.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/there");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        assertThat(ask("2s", url("/")).reason()).contains(url("/") + " said 302");
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
        assertThat(ask("2s", url("/fine"), url("/broken")).reason())
                .contains(url("/broken") + " said 500")
                .doesNotContain("/fine");
    }

    @Test
    void aClosedPortIsToldAsSuch() throws Exception {
        String url;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = url(closed);
        }
        assertThat(ask("2s", url).reason()).contains(url + " refused the connection: nothing listens there");
    }

    @Test
    void anUnknownHostIsNamed() {
        // a name with so long a part is refused without asking anybody
        String host = "a".repeat(70) + ".invalid";
        assertThat(ask("2s", "http://" + host + "/").reason()).contains("has an unknown host: " + host);
    }

    @Test
    void whatIsNoHttpIsToldAsAFailure() throws Exception {
        try (ServerSocket raw = rawApp("SSH-2.0-OpenSSH\r\n\r\n")) {
            assertThat(ask("2s", url(raw)).reason()).contains(url(raw) + " failed: ");
        }
    }

    @Test
    void userAndPasswordAreNotTold() {
        says("/", 401);
        String url = url("/?a=b@c").replace("http://", "http://user:s3cret@");
        assertThat(ask("2s", url).reason())
                .contains(url("/?a=b@c").replace("http://", "http://***@") + " said 401")
                .doesNotContain("user", "s3cret");
        assertThat(new Readiness(List.of(URI.create(url), URI.create("http://h/a@b")), Readiness.WITHIN).shown())
                .containsExactly(url("/?a=b@c").replace("http://", "http://***@"), "http://h/a@b");
    }
}
