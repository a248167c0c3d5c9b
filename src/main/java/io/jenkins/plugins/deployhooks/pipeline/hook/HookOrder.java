package io.jenkins.plugins.deployhooks.pipeline.hook;

import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.util.Map;
import java.util.Set;

public record HookOrder(Names names, Script script, HookSettings settings, Surroundings surroundings) {
    public record Names(String event, String hook, String log) {}

    public record Surroundings(String root, String dir, Map<String, String> env, Set<String> hidden) {}
}
