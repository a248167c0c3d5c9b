package io.jenkins.plugins.deployhooks.engine;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Ends every property after as many tries as the system property {@code deployhooks.tries} says; without it, never. For
 * whoever runs the tests once for each of many mutants, where thousands of tries of each property are too many.
 */
public final class FewerTries implements AroundTryHook {
    private static final int MOST = Integer.getInteger("deployhooks.tries", Integer.MAX_VALUE);

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor property, List<Object> parameters) {
        TryExecutionResult result = property.execute(parameters);
        Store<Integer> tries = Store.getOrCreate(FewerTries.class, Lifespan.PROPERTY, () -> 0);
        tries.update(done -> done + 1);
        return result.isSatisfied() && tries.get() >= MOST ? TryExecutionResult.satisfied(true) : result;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
