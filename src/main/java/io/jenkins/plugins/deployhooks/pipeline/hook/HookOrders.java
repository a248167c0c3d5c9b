package io.jenkins.plugins.deployhooks.pipeline.hook;

import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.io.IOException;
import java.io.Serializable;

/** What a deployment tells its hooks, and hears of them. */
public interface HookOrders extends Serializable {
    HookOrder order(OrderId id) throws IOException, InterruptedException;

    void ended(OrderId id, HookEnd end) throws IOException, InterruptedException;
}
