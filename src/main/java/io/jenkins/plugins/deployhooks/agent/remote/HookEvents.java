package io.jenkins.plugins.deployhooks.agent.remote;

import java.io.IOException;

/** Hears on the controller what happens on the agent; calls come one after the other, and each waits for its return. */
public interface HookEvents {
    /**
     * Some more output; may end in the middle of a line or of a character.
     *
     * @param position how many bytes the hook had written before these
     */
    void output(long position, byte[] bytes) throws IOException;

    /** The hook has ended; when this has returned, its control directory is deleted. */
    void ended(Ending ending) throws IOException;

    /** Its control directory is gone, or cannot be read; nothing more will be heard. */
    void gone(String reason) throws IOException;
}
