package io.jenkins.plugins.deployhooks.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.process.StopRequest.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopRequestTest {
    @Test
    void itOnlyRisesAndTellsWhoListens() {
        StopRequest stop = new StopRequest();
        List<Level> heard = new ArrayList<>();
        StopRequest.Registration registration = stop.onRaise(() -> heard.add(stop.level()));
        stop.raise(Level.NONE);
        stop.raise(Level.STOP);
        stop.raise(Level.STOP);
        stop.raise(Level.FORCE);
        stop.raise(Level.STOP);
        assertThat(heard).containsExactly(Level.STOP, Level.FORCE);
        registration.close();
    }

    @Test
    void whoLeftHearsNothing() {
        StopRequest stop = new StopRequest();
        List<Level> heard = new ArrayList<>();
        stop.onRaise(() -> heard.add(stop.level())).close();
        stop.raise(Level.FORCE);
        assertThat(heard).isEmpty();
    }
}
