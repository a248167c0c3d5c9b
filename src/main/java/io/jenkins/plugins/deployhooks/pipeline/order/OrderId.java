package io.jenkins.plugins.deployhooks.pipeline.order;

import java.io.Serializable;
import java.util.Objects;

/** Which attempt of which step of which deployment. Saved with the program, so a plain class. */
public final class OrderId implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String deployment;
    private final String step;
    private final int attempt;

    /**
     * @param deployment the deployment's id
     * @param step the id of the step in its plan: {@code preBuild/assets}
     * @param attempt counted from 1
     */
    public OrderId(String deployment, String step, int attempt) {
        this.deployment = Objects.requireNonNull(deployment);
        this.step = Objects.requireNonNull(step);
        this.attempt = attempt;
    }

    /** The deployment's id. */
    public String deployment() {
        return deployment;
    }

    /** The id of the step in the deployment's plan. */
    public String step() {
        return step;
    }

    /** Counted from 1. */
    public int attempt() {
        return attempt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderId id
                && id.deployment.equals(deployment)
                && id.step.equals(step)
                && id.attempt == attempt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(deployment, step, attempt);
    }

    @Override
    public String toString() {
        return deployment + ":" + step + "#" + attempt;
    }
}
