package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.agent.workspace.FindCheckout;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadOrigin;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMRevision;
import jenkins.scm.impl.NullSCMSource;

/**
 * The revision that stands in for one that is not trusted, as the target branch does for the pull request of a fork. The
 * same one for the whole of a build, since it follows from the revision that is built.
 */
final class TrustedRevision {
    /** Asking may mean to ask a server. */
    private static final Map<Run<?, ?>, Optional<TrustedRevision>> KNOWN =
            Collections.synchronizedMap(new WeakHashMap<>());

    private static final Pattern COMMIT = Pattern.compile("\\b(?:[0-9a-f]{64}|[0-9a-f]{40})\\b");

    private final SCMSource source;
    private final SCMHead head;
    private final SCMRevision revision;

    private final SCMRevision request;

    /** The commits of the revision that is built, as far as it tells. */
    private final Set<String> built;

    /** Those that no other repository can have before one of its own: of a pull request without its target. */
    private final Set<String> own;

    TrustedRevision(SCMSource source, SCMRevision revision, SCMRevision built) {
        this.source = source;
        this.head = revision.getHead();
        this.revision = revision;
        this.request = built;
        this.built = commits(built);
        this.own = new HashSet<>(this.built);
        if (built instanceof ChangeRequestSCMRevision<?> request) {
            this.own.removeAll(commits(request.getTarget()));
        }
    }

    private static Set<String> commits(SCMRevision revision) {
        Set<String> all = new HashSet<>();
        Matcher commits = COMMIT.matcher(revision.toString());
        while (commits.find()) {
            all.add(commits.group());
        }
        return all;
    }

    /**
     * What stands in for the revision that {@code run} builds; null: it is trusted itself, or its job is no branch.
     *
     * @throws AbortException if that cannot be found out
     * @throws IOException if the source cannot be asked
     */
    @CheckForNull
    static TrustedRevision of(Run<?, ?> run, TaskListener listener) throws IOException, InterruptedException {
        Optional<TrustedRevision> known = KNOWN.get(run);
        if (known == null) {
            known = Optional.ofNullable(ask(run, listener));
            KNOWN.put(run, known);
        }
        return known.orElse(null);
    }

    @CheckForNull
    private static TrustedRevision ask(Run<?, ?> run, TaskListener listener) throws IOException, InterruptedException {
        Job<?, ?> job = run.getParent();
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (head == null) {
            return null;
        }
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        boolean own = !(head instanceof ChangeRequestSCMHead) || SCMHeadOrigin.DEFAULT.equals(head.getOrigin());
        if (source == null || source instanceof NullSCMSource) {
            if (own) {
                return null;
            }
            throw new AbortException("nobody knows whether the revision of " + job.getFullName()
                    + " is trusted: its source is not in the project any more");
        }
        SCMRevision built = SCMRevisionAction.getRevision(source, run);
        if (built == null) {
            built = source.fetch(head, listener);
        }
        if (built == null && own) {
            // Deleted meanwhile, by people who may write there.
            return null;
        }
        if (built == null) {
            throw new AbortException("nobody knows whether the revision of " + job.getFullName()
                    + " is trusted: its source does not have " + head.getName() + " any more");
        }
        SCMRevision trusted = source.getTrustedRevision(built, listener);
        return trusted.equals(built) ? null : new TrustedRevision(source, trusted, built);
    }

    /**
     * Whether {@code checkout} is of another repository than the one that is built: a submodule, which a fork chooses, or one
     * that the build has checked out besides. Of that the source knows no revision.
     */
    boolean isOther(FindCheckout.Checkout checkout) {
        if (!checkout.git()) {
            return false;
        }
        List<String> commits = checkout.commits();
        if (built.isEmpty() || commits.isEmpty()) {
            return checkout.nested();
        }
        // The target's commit can be before any that a fork has made, also before that of a submodule.
        boolean found = built.contains(commits.get(0)) || !Collections.disjoint(own, commits);
        return !found && (checkout.whole() || checkout.nested());
    }

    /**
     * Its files.
     *
     * @param prefix where in the repository the directory is that a build works in; empty: its root
     * @throws AbortException if the source has no way to read files without a checkout
     */
    TrustedTree open(String prefix) throws IOException, InterruptedException {
        SCMFileSystem files = SCMFileSystem.of(source, head, revision);
        if (files == null) {
            throw new AbortException("the revision that is built is not trusted, and hooks of the trusted one cannot be"
                    + " read: its source (" + source.getDescriptor().getDisplayName()
                    + ") reads no files without a checkout. An administrator can forbid hooks from repositories, or"
                    + " allow them all");
        }
        return new TrustedTree(files, prefix, toString(), () -> SCMFileSystem.of(source, request.getHead(), request));
    }

    /** For people: {@code 1a2b3c of master}. */
    @Override
    public String toString() {
        return revision + " of " + head.getName();
    }
}
