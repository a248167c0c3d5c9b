package io.jenkins.plugins.deployhooks.pipeline;

import java.util.List;

/** Settings of a deployment that differ from the defaults in everything that can be set, with values that forms accept. */
public final class EverySetting {
    private EverySetting() {}

    /** All that can be said of a deployment, with a hook of each kind. */
    public static WithDeployLifecycleStep step() {
        WithDeployLifecycleStep step = new WithDeployLifecycleStep();
        step.setApp("shop");
        step.setEnvironment("production");
        step.setInstance("worker");
        step.setProfile("native");
        step.setFile("ops/hooks.yml");
        step.setTimeout("10m");
        step.setKillGrace("20s");
        step.setShell("bash");
        step.setOnFailure("unstable");
        step.setRebuild(true);
        step.setCache(false);
        LifecycleHook script = hook("deploy");
        script.setScript("ops/deploy.sh");
        LifecycleHook command = hook("migrate");
        command.setRun("./migrate.sh");
        step.setHooks(List.of(command, script));
        return step;
    }

    private static LifecycleHook hook(String name) {
        LifecycleHook hook = new LifecycleHook("preRun");
        hook.setName(name);
        hook.setShell("sh");
        hook.setDir("ops");
        hook.setTimeout("5m");
        hook.setInactivityTimeout("1m");
        hook.setKillGrace("15s");
        hook.setRetries(2);
        hook.setBackoff("10s");
        hook.setOnFailure("warn");
        return hook;
    }
}
