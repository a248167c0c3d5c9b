package io.jenkins.plugins.deployhooks.engine.plan;

import java.util.Map;

/** placeholder until the reader's branch is merged. */
public final class ConditionExpression {
    private ConditionExpression() {}

    public static ConditionExpression parse(String text) {
        return new ConditionExpression();
    }

    public boolean test(Map<String, String> variables) {
        return true;
    }
}
