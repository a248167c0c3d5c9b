package io.jenkins.plugins.deployhooks.local.fault;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** What happens, decided by a seed; counts the faults that it has caused. */
final class Dice {
    private final Random random;
    private final Map<Fault, Integer> caused;

    /** How many of a hundred chances for a fault become one. */
    private final int trouble;

    /** Dice for {@code seed} that add the faults they cause to {@code caused}. */
    Dice(long seed, Map<Fault, Integer> caused) {
        // Seeds in a row begin with the same numbers.
        this.random = new Random(new SplittableRandom(seed).nextLong());
        this.caused = caused;
        this.trouble = pick(List.of(0, 3, 8, 20));
    }

    /** Whether {@code fault} happens now. */
    boolean causes(Fault fault) {
        boolean now = random.nextInt(100) < trouble && random.nextInt(100) < fault.share;
        if (now) {
            caused.merge(fault, 1, Integer::sum);
        }
        return now;
    }

    /** Whether {@code fault} comes on top of another one. */
    boolean adds(Fault fault) {
        boolean now = oneIn(3);
        if (now) {
            caused.merge(fault, 1, Integer::sum);
        }
        return now;
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
