package io.jenkins.plugins.deployhooks.pipeline.account;

import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;
import java.nio.file.Path;

/**
 * The attempt that is run.
 *
 * @param cookie unique, the same after a restart; fit for a file's name
 * @param order what is run
 * @param journal what is known of it
 * @param log the hook's log
 */
public record Subject(String cookie, HookOrder order, Journal journal, Path log) {
    /** Where it is kept up to where the output is known. */
    Path position() {
        return journal.beside(cookie + ".position");
    }
}
