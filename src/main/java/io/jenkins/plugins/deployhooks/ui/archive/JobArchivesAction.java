package io.jenkins.plugins.deployhooks.ui.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.pipeline.archive.JobArchives;
import io.jenkins.plugins.deployhooks.ui.history.JobHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.TransientActionFactory;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;

/**
 * The archives that a job keeps on the controller. Whoever may see the job may see the list; deleting one makes the next
 * deployment build again, and needs a permission of its own, which whoever may configure the job has.
 */
@ExportedBean
public final class JobArchivesAction implements Action {
    /** The permissions of this plugin. */
    public static final PermissionGroup PERMISSIONS = new PermissionGroup(JobArchivesAction.class, text("permissions"));

    /** To delete archives of a job. */
    public static final Permission DELETE =
            new Permission(PERMISSIONS, "DeleteArchives", text("delete"), Item.CONFIGURE, PermissionScope.ITEM);

    private static final Logger LOGGER = Logger.getLogger(JobArchivesAction.class.getName());

    private final Job<?, ?> job;

    JobArchivesAction(Job<?, ?> job) {
        this.job = job;
    }

    private static Localizable text(String key) {
        return new Localizable(ResourceBundleHolder.get(JobArchivesAction.class), key);
    }

    /**
     * The archives, the most recently used first.
     *
     * @throws IOException if the store cannot be read
     */
    @Exported(inline = true)
    public List<ArchiveView> getArchives() throws IOException, InterruptedException {
        CacheStore store = JobArchives.of(job);
        return store == null
                ? List.of()
                : store.list().stream().map(ArchiveView::new).toList();
    }

    /**
     * The same for a page.
     *
     * @param archives the most recently used first
     * @param fault why they cannot be read; null: they can
     */
    public record Listing(
            List<ArchiveView> archives, @CheckForNull String fault) {
        /** The archives. */
        public List<ArchiveView> getArchives() {
            return archives;
        }

        /** Why they cannot be read; null: they can. */
        @CheckForNull
        public String getFault() {
            return fault;
        }
    }

    /** The archives, or why they cannot be listed. */
    public Listing getListing() throws InterruptedException {
        job.checkPermission(Item.READ);
        try {
            return new Listing(getArchives(), null);
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the archives of " + job.getFullName() + " cannot be listed");
            return new Listing(List.of(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Deletes an archive.
     *
     * @param id of it
     * @throws IOException if it cannot be deleted
     */
    @POST
    public HttpResponse doDelete(@QueryParameter String id) throws IOException, InterruptedException {
        job.checkPermission(DELETE);
        CacheStore store = JobArchives.of(job);
        if (store == null || id == null || !store.delete(id)) {
            return HttpResponses.error(404, "the job has no archive of this id");
        }
        LOGGER.log(
                Level.INFO,
                () -> Jenkins.getAuthentication2().getName() + " has deleted the archive " + id + " of "
                        + job.getFullName());
        return HttpResponses.redirectTo(".");
    }

    /** The last deployments. */
    public JobHistory getHistory() {
        job.checkPermission(Item.READ);
        return JobHistory.of(job);
    }

    /** The job. */
    public Job<?, ?> getJob() {
        job.checkPermission(Item.READ);
        return job;
    }

    /** Whether whoever looks may delete archives. */
    public boolean isDeletable() {
        return job.hasPermission(DELETE);
    }

    /** The archives as JSON, XML and Python. */
    public Api getApi() {
        return new Api(this);
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return JobHistory.isKnown(job) || JobArchives.hasAny(job) ? "symbol-paper-plane-outline" : null;
    }

    @Override
    public String getDisplayName() {
        return text("name").toString();
    }

    @Override
    public String getUrlName() {
        return "deployArchives";
    }

    /** Every job has it: whether there is something to see depends on its builds, too, and is asked by pages alone. */
    @Extension
    @SuppressWarnings("rawtypes") // the class object of Job, which type() gives, is a raw one
    public static final class Factory extends TransientActionFactory<Job> {
        /** Strategies are read with the configuration, and name permissions that have to be there by then. */
        @Initializer(before = InitMilestone.SYSTEM_CONFIG_LOADED)
        public static void registerPermissions() {
            LOGGER.log(Level.FINE, "there is the permission {0}", DELETE);
        }

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job job) {
            return List.of(new JobArchivesAction(job));
        }
    }
}
