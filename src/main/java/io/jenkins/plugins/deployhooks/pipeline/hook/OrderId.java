package io.jenkins.plugins.deployhooks.pipeline.hook;

import java.io.Serializable;

public final class OrderId implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String deployment;
    private final String step;
    private final int attempt;

    public OrderId(String deployment, String step, int attempt) {
        this.deployment = deployment;
        this.step = step;
        this.attempt = attempt;
    }

    public String deployment() {
        return deployment;
    }

    public String step() {
        return step;
    }

    public int attempt() {
        return attempt;
    }
}
