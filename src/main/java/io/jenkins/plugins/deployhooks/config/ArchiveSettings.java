package io.jenkins.plugins.deployhooks.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.time.Duration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How large archives may be, and how much of them the controller keeps. What is as by default is null, and not saved. */
public final class ArchiveSettings extends AbstractDescribableImpl<ArchiveSettings> {
    private static final long MEGABYTE = 1_000_000;

    /** One billion: as bytes it is still a number. */
    private static final int MOST = 1_000_000_000;

    /** A hundred years. */
    private static final int MOST_DAYS = 36_500;

    private static final long ALL_BYTES = 50_000_000_000L;

    @CheckForNull
    private Integer entries;

    @CheckForNull
    private Integer megabytes;

    @CheckForNull
    private Integer jobMegabytes;

    @CheckForNull
    private Integer jobDays;

    @CheckForNull
    private Integer allMegabytes;

    /** All as by default. */
    @DataBoundConstructor
    public ArchiveSettings() {
        // nothing is required
    }

    /** Files, directories and links of one archive at most. */
    @CheckForNull
    public Integer getEntries() {
        return entries;
    }

    @DataBoundSetter
    public void setEntries(@CheckForNull Integer entries) {
        this.entries = unlessDefault(entries, Limits.DEFAULT.entries());
    }

    /** Of one archive at most, unpacked, in megabytes. */
    @CheckForNull
    public Integer getMegabytes() {
        return megabytes;
    }

    @DataBoundSetter
    public void setMegabytes(@CheckForNull Integer megabytes) {
        this.megabytes = unlessDefault(megabytes, Limits.DEFAULT.bytes() / MEGABYTE);
    }

    /** Kept of one job, in megabytes. */
    @CheckForNull
    public Integer getJobMegabytes() {
        return jobMegabytes;
    }

    @DataBoundSetter
    public void setJobMegabytes(@CheckForNull Integer jobMegabytes) {
        this.jobMegabytes = unlessDefault(jobMegabytes, Quota.DEFAULT.bytes() / MEGABYTE);
    }

    /** How long an archive is kept that nobody uses, in days. */
    @CheckForNull
    public Integer getJobDays() {
        return jobDays;
    }

    @DataBoundSetter
    public void setJobDays(@CheckForNull Integer jobDays) {
        this.jobDays = unlessDefault(jobDays, Quota.DEFAULT.age().toDays());
    }

    /** Kept of all jobs together, in megabytes. */
    @CheckForNull
    public Integer getAllMegabytes() {
        return allMegabytes;
    }

    @DataBoundSetter
    public void setAllMegabytes(@CheckForNull Integer allMegabytes) {
        this.allMegabytes = unlessDefault(allMegabytes, ALL_BYTES / MEGABYTE);
    }

    /** What one archive may hold. */
    public Limits limits() {
        return new Limits(
                entries == null ? Limits.DEFAULT.entries() : entries,
                megabytes == null ? Limits.DEFAULT.bytes() : megabytes * MEGABYTE,
                Limits.DEFAULT.ratio(),
                Limits.DEFAULT.names());
    }

    /** What is kept of one job, archives and dependencies together. */
    public Quota job() {
        return new Quota(
                jobMegabytes == null ? Quota.DEFAULT.bytes() : jobMegabytes * MEGABYTE,
                jobDays == null ? Quota.DEFAULT.age() : Duration.ofDays(jobDays));
    }

    /** What is kept of all jobs together, in bytes. */
    public long allBytes() {
        return allMegabytes == null ? ALL_BYTES : allMegabytes * MEGABYTE;
    }

    /** Whether nothing is said. */
    boolean isDefault() {
        return entries == null && megabytes == null && jobMegabytes == null && jobDays == null && allMegabytes == null;
    }

    @CheckForNull
    private static Integer unlessDefault(@CheckForNull Integer value, long byDefault) {
        return value == null || value == byDefault ? null : value;
    }

    /** What is wrong; null: nothing. */
    @CheckForNull
    String fault() {
        String fault = fault("entries", entries, MOST);
        fault = fault == null ? fault("megabytes", megabytes, MOST) : fault;
        fault = fault == null ? fault("jobMegabytes", jobMegabytes, MOST) : fault;
        fault = fault == null ? fault("jobDays", jobDays, MOST_DAYS) : fault;
        return fault == null ? fault("allMegabytes", allMegabytes, MOST) : fault;
    }

    @CheckForNull
    private static String fault(String what, @CheckForNull Integer value, long most) {
        String fault = value == null ? null : Values.numberFault(value, most);
        return fault == null ? null : "archives, " + what + ": " + fault;
    }

    /** Describes the settings and checks them while they are typed. */
    @Extension
    @Symbol("archiveSettings")
    public static final class DescriptorImpl extends Descriptor<ArchiveSettings> {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Archives";
        }

        @POST
        public FormValidation doCheckEntries(@QueryParameter String value) {
            return check(value, MOST);
        }

        @POST
        public FormValidation doCheckMegabytes(@QueryParameter String value) {
            return check(value, MOST);
        }

        @POST
        public FormValidation doCheckJobMegabytes(@QueryParameter String value) {
            return check(value, MOST);
        }

        @POST
        public FormValidation doCheckJobDays(@QueryParameter String value) {
            return check(value, MOST_DAYS);
        }

        @POST
        public FormValidation doCheckAllMegabytes(@QueryParameter String value) {
            return check(value, MOST);
        }

        private static FormValidation check(String value, long most) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Values.answer(Values.numberFault(value, most));
        }
    }
}
