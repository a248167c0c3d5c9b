package io.jenkins.plugins.deployhooks.engine.process;

/** Port: runs one attempt of a hook, or a body's commands, to its end. */
public interface HookRunner {
    /**
     * Runs to the end: until the process has ended by itself, or until nothing of it is left after a time-out or a
     * stop. A child which the process leaves in the background after a normal end neither delays the return nor is
     * stopped.
     *
     * @param run what to run
     * @param stop asked by another thread to end it early; may be asked before the start
     * @return how it ended; faults of the hook and of the machine are results, never exceptions
     */
    HookEnd run(HookRun run, StopRequest stop);
}
