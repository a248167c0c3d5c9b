package io.jenkins.plugins.deployhooks.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Property
    @Requirement("S38")
    void itComesAfterItsLimitWhateverTheClockBeganWith(
            @ForAll long begin, @ForAll @LongRange(min = 1, max = 31_536_000_000L) long millis) {
        AtomicLong clock = new AtomicLong(begin);
        Duration limit = Duration.ofMillis(millis);
        Deadline deadline = new Deadline(TimeLimit.of(limit), clock::get);
        assertThat(deadline.remainingNanos()).isEqualTo(limit.toNanos());
        clock.addAndGet(limit.toNanos() - 1);
        assertThat(deadline.expired()).isFalse();
        clock.incrementAndGet();
        assertThat(deadline.expired()).isTrue();
        deadline.restartAt(clock.get());
        assertThat(deadline.expired()).isFalse();
    }

    @Test
    @Requirement("S39")
    void withoutALimitItNeverComes() {
        AtomicLong clock = new AtomicLong();
        Deadline deadline = new Deadline(TimeLimit.none(), clock::get);
        clock.set(Long.MAX_VALUE);
        assertThat(deadline.expired()).isFalse();
        assertThat(deadline.remainingNanos()).isEqualTo(Long.MAX_VALUE);
    }
}
