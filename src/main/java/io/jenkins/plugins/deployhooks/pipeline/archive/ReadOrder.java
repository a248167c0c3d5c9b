package io.jenkins.plugins.deployhooks.pipeline.archive;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.metadata.PrimaryInstanceMetadataAction;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/**
 * Whose archives a job reads: its own, then those of the branch that its pull request goes to, then those of the primary
 * branch; all of them jobs of the same multibranch project. It writes its own alone, so what a fork's pull request leaves
 * nobody else reads.
 */
final class ReadOrder {
    private ReadOrder() {}

    /** The jobs whose archives {@code job} reads, the best first: itself. */
    static List<Job<?, ?>> of(Job<?, ?> job) {
        Set<Job<?, ?>> order = new LinkedHashSet<>();
        order.add(job);
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (head != null) {
            if (head instanceof ChangeRequestSCMHead request) {
                String target = request.getTarget().getName();
                add(order, job, other -> isBranch(other, target));
            }
            add(order, job, other -> other.getAction(PrimaryInstanceMetadataAction.class) != null);
        }
        return new ArrayList<>(order);
    }

    /** A pull request may have the name of a branch. */
    private static boolean isBranch(Job<?, ?> job, String name) {
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        return head != null && !(head instanceof ChangeRequestSCMHead) && name.equals(head.getName());
    }

    private static void add(Set<Job<?, ?>> order, Job<?, ?> job, Predicate<Job<?, ?>> which) {
        ItemGroup<?> parent = job.getParent();
        for (Item item : parent.getItems()) {
            if (item instanceof Job<?, ?> other && SCMHead.HeadByItem.findHead(other) != null && which.test(other)) {
                order.add(other);
            }
        }
    }
}
