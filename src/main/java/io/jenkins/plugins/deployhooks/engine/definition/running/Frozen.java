package io.jenkins.plugins.deployhooks.engine.definition.running;

/** What it means that the files of the running app change while hooks run that must not change them (S54). */
public enum Frozen {
    /** Nobody looks. */
    OFF,
    /** It is a warning. */
    WARN,
    /** The deployment fails; where its outcome is decided already, it is unstable. */
    FAIL
}
