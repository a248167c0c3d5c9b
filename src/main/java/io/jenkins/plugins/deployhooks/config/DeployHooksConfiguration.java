package io.jenkins.plugins.deployhooks.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration.RepositoryHooks;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The administrator's part of all deployments. A value that is as by default is null and not saved; a value that is wrong is
 * refused with an {@link IllegalArgumentException} that says what to do, by the form as well as by configuration as code.
 */
@Extension
@Symbol("deployHooks")
public final class DeployHooksConfiguration extends GlobalConfiguration {
    private static final String NONE = "none";

    /** A terabyte. */
    private static final long MOST_MEGABYTES = 1_000_000;

    private static final int MOST_FORMER = 20;

    @CheckForNull
    private String profile;

    @CheckForNull
    private String timeout;

    @CheckForNull
    private String maximumTimeout;

    @CheckForNull
    private String killGrace;

    @CheckForNull
    private String repositoryHooks;

    @CheckForNull
    private Long logMegabytes;

    @CheckForNull
    private List<AdministratorHook> hooks;

    @CheckForNull
    private ArchiveSettings archives;

    /** Where archives were kept before; some may be there still. Saved, but nothing that anybody says. */
    @CheckForNull
    private List<String> formerDirectories;

    /** Where archives are kept now; a form takes all values away before it says them again. */
    @CheckForNull
    private transient Path keptIn;

    /** As it was saved. */
    public DeployHooksConfiguration() {
        load();
    }

    @Override
    public synchronized void load() {
        super.load();
        keptIn = archiveSettings().root();
    }

    /** The configuration of this Jenkins; on the controller only. */
    public static DeployHooksConfiguration get() {
        return ExtensionList.lookupSingleton(DeployHooksConfiguration.class);
    }

    /** What the engine has to know of it. */
    public synchronized Administration administration() {
        Administration.Builder said = new Administration.Builder()
                .profile(profile)
                .defaults("timeout", timeout)
                .defaults("killGrace", killGrace)
                .repositoryHooks(repositoryRule());
        for (AdministratorHook hook : hooks()) {
            said.hook(hook.place(), hook.getEvent(), hook.values());
        }
        return said.build();
    }

    /** Whose hooks there may be in files of the repository. */
    public synchronized RepositoryHooks repositoryRule() {
        return rule(repositoryHooks);
    }

    private static RepositoryHooks rule(@CheckForNull String id) {
        return Stream.of(RepositoryHooks.values())
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElse(RepositoryHooks.TRUSTED);
    }

    /** No hook takes longer (X12). */
    public synchronized TimeLimit maximum() {
        return maximumTimeout == null ? TimeLimit.none() : TimeLimit.of(DurationText.parse(maximumTimeout));
    }

    /** What holds of archives, also where nothing is said. */
    public synchronized ArchiveSettings archiveSettings() {
        return archives == null ? new ArchiveSettings() : archives;
    }

    /** The most of a hook's output that is kept, in bytes. */
    public synchronized long logBytes() {
        return logMegabytes == null ? Long.MAX_VALUE : logMegabytes * ArchiveSettings.MEGABYTE;
    }

    /** Where archives of all jobs were kept before, the latest first; not where they are now. */
    public synchronized List<Path> formerDirectories() {
        Path now = archiveSettings().root();
        return formerDirectories == null
                ? List.of()
                : formerDirectories.stream()
                        .map(Path::of)
                        .filter(path -> !path.equals(now))
                        .toList();
    }

    /** The profile of deployments for which nothing else tells one; null: {@code native}. */
    @CheckForNull
    public synchronized String getProfile() {
        return profile;
    }

    @DataBoundSetter
    public synchronized void setProfile(@CheckForNull String profile) {
        String text = Util.fixEmptyAndTrim(profile);
        Values.accept(Values.profileFault(text));
        this.profile = text;
        save();
    }

    /** The time-out of hooks for which nobody says one; null: that of their event. */
    @CheckForNull
    public synchronized String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public synchronized void setTimeout(@CheckForNull String timeout) {
        String text = Util.fixEmptyAndTrim(timeout);
        Values.accept(Values.fault("default time-out", "timeout", text));
        this.timeout = text;
        save();
    }

    /** The longest time-out there may be; null: any. */
    @CheckForNull
    public synchronized String getMaximumTimeout() {
        return maximumTimeout;
    }

    @DataBoundSetter
    public synchronized void setMaximumTimeout(@CheckForNull String maximumTimeout) {
        String text = Util.fixEmptyAndTrim(maximumTimeout);
        Values.accept(Values.fault("maximum time-out", "timeout", text));
        this.maximumTimeout = NONE.equals(text) ? null : text;
        save();
    }

    /** The time between SIGTERM and SIGKILL of hooks for which nobody says one; null: 15 s. */
    @CheckForNull
    public synchronized String getKillGrace() {
        return killGrace;
    }

    @DataBoundSetter
    public synchronized void setKillGrace(@CheckForNull String killGrace) {
        String text = Util.fixEmptyAndTrim(killGrace);
        Values.accept(Values.fault("grace", "killGrace", text));
        this.killGrace = text;
        save();
    }

    /**
     * {@code all} where any file of a repository may define hooks, {@code none} where none may; null: those of trusted
     * revisions may.
     */
    @CheckForNull
    public synchronized String getRepositoryHooks() {
        return repositoryHooks;
    }

    @DataBoundSetter
    public synchronized void setRepositoryHooks(@CheckForNull String repositoryHooks) {
        String text = Util.fixEmptyAndTrim(repositoryHooks);
        boolean byDefault = text == null || text.equals(RepositoryHooks.TRUSTED.id());
        Values.accept(
                byDefault || rule(text).id().equals(text)
                        ? null
                        : "hooks of the repository: " + text + "; write all, trusted or none");
        this.repositoryHooks = byDefault ? null : text;
        save();
    }

    /** The most of a hook's output that is kept, in megabytes; null: all of it. */
    @CheckForNull
    public synchronized Long getLogMegabytes() {
        return logMegabytes;
    }

    @DataBoundSetter
    public synchronized void setLogMegabytes(@CheckForNull Long logMegabytes) {
        Values.accept(
                logMegabytes == null
                        ? null
                        : Values.prefixed("log, in megabytes: ", Values.numberFault(logMegabytes, MOST_MEGABYTES)));
        this.logMegabytes = logMegabytes;
        save();
    }

    /** The hooks that every deployment has; null: none. */
    @CheckForNull
    public synchronized List<AdministratorHook> getHooks() {
        return hooks == null ? null : List.copyOf(hooks);
    }

    @DataBoundSetter
    public synchronized void setHooks(@CheckForNull List<AdministratorHook> hooks) {
        List<AdministratorHook> all = hooks == null ? List.of() : hooks;
        all.forEach(hook -> Values.accept(hook.fault()));
        this.hooks = all.isEmpty() ? null : new ArrayList<>(all);
        save();
    }

    /** Limits of archives; null: all as by default. */
    @CheckForNull
    public synchronized ArchiveSettings getArchives() {
        return archives;
    }

    @DataBoundSetter
    public synchronized void setArchives(@CheckForNull ArchiveSettings archives) {
        Values.accept(archives == null ? null : archives.fault());
        Path before = keptIn;
        this.archives = archives == null || archives.isDefault() ? null : archives;
        keptIn = archiveSettings().root();
        if (before != null && !before.equals(keptIn)) {
            // What is there is found there until it goes.
            List<String> former = new ArrayList<>(List.of(before.toString()));
            former.addAll(formerDirectories == null ? List.of() : formerDirectories);
            formerDirectories = former.stream().distinct().limit(MOST_FORMER).collect(Collectors.toList());
        }
        save();
    }

    private List<AdministratorHook> hooks() {
        return hooks == null ? List.of() : hooks;
    }

    /** What the form does not have is not said any more. Where something is wrong, all stays as it was. */
    @Override
    public synchronized boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        boolean saved = false;
        try (BulkChange change = new BulkChange(this)) {
            forget();
            dropBlanks(form);
            request.bindJSON(this, form);
            change.commit();
            saved = true;
            return true;
        } catch (IllegalArgumentException | LinkageError e) {
            // LinkageError: so Jenkins hands on what a part of the form has thrown.
            throw new FormException(refusal(e), e, "deployHooks");
        } catch (IOException e) {
            throw new FormException("Deploy Hooks: the configuration cannot be saved: " + e.getMessage(), e, "");
        } finally {
            if (!saved) {
                forget();
                load();
            }
        }
    }

    /** A field that nobody has filled in says nothing; bound as it is, an empty number would be 0. */
    private static void dropBlanks(JSONObject form) {
        for (Object key : List.copyOf(form.keySet())) {
            Object value = form.get(key);
            if ("".equals(value)) {
                form.remove(key);
            } else if (value instanceof JSONObject part) {
                dropBlanks(part);
            }
        }
    }

    /** What the innermost cause says: it is ours, and says what to do. */
    private static String refusal(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private void forget() {
        profile = null;
        timeout = null;
        maximumTimeout = null;
        killGrace = null;
        repositoryHooks = null;
        logMegabytes = null;
        hooks = null;
        archives = null;
    }

    /** The profiles there are. */
    @POST
    public ListBoxModel doFillProfileItems() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        ListBoxModel items = new ListBoxModel();
        items.add(Profiles.DEFAULT + ", unless the repository tells", "");
        Profiles.names().forEach(items::add);
        return items;
    }

    /** Whose hooks there may be. */
    @POST
    public ListBoxModel doFillRepositoryHooksItems() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        ListBoxModel items = new ListBoxModel();
        items.add("of trusted revisions, as for a Jenkinsfile", "");
        items.add("all, also those of a fork's pull request", RepositoryHooks.ALL.id());
        items.add("forbidden: hooks are those of the job and of this page", NONE);
        return items;
    }

    @POST
    public FormValidation doCheckTimeout(@QueryParameter String value, @QueryParameter String maximumTimeout) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String fault = Values.fault("default time-out", "timeout", value);
        if (fault != null || value.isBlank() || Values.fault("", "timeout", maximumTimeout) != null) {
            return Values.answer(fault);
        }
        TimeLimit limit = limit(value);
        return limit.atMost(limit(maximumTimeout)).equals(limit)
                ? FormValidation.ok()
                : FormValidation.warning("it is longer than the maximum; hooks get " + maximumTimeout.trim());
    }

    @POST
    public FormValidation doCheckMaximumTimeout(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Values.answer(Values.fault("maximum time-out", "timeout", value));
    }

    @POST
    public FormValidation doCheckLogMegabytes(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Values.answer(Values.numberFault(value, MOST_MEGABYTES));
    }

    @POST
    public FormValidation doCheckKillGrace(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Values.answer(Values.fault("grace", "killGrace", value));
    }

    private static TimeLimit limit(String text) {
        return text.isBlank() || text.trim().equals(NONE) ? TimeLimit.none() : TimeLimit.of(DurationText.parse(text));
    }
}
