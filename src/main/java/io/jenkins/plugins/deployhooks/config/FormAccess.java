package io.jenkins.plugins.deployhooks.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.security.AccessDeniedException3;
import jenkins.model.Jenkins;

/** Who gets an answer while filling in a form of a job. */
public final class FormAccess {
    private FormAccess() {}

    /**
     * Lets pass who may see the configuration of a job; and where no job is around the form, as in the Snippet Generator of
     * the whole Jenkins, who may see this Jenkins. Answers tell what the documentation tells, and nothing of a job.
     *
     * @param item around the form; null: none
     * @throws AccessDeniedException3 for everybody else
     */
    public static void check(@CheckForNull Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.READ);
        } else {
            item.checkPermission(Item.EXTENDED_READ);
        }
    }
}
