package io.jenkins.plugins.deployhooks.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How archives are packed, how large they may be, where and how much of them the controller keeps. What is as by default is null, and not saved. */
public final class ArchiveSettings extends AbstractDescribableImpl<ArchiveSettings> {
    private static final ArchiveFormat FORMAT = ArchiveFormat.TAR_ZST;

    static final long MEGABYTE = 1_000_000;

    /** One billion: as bytes it is still a number. */
    private static final int MOST = 1_000_000_000;

    /** A hundred years. */
    private static final int MOST_DAYS = 36_500;

    private static final long ALL_BYTES = 50_000_000_000L;

    @CheckForNull
    private String format;

    @CheckForNull
    private String directory;

    @CheckForNull
    private Long entries;

    @CheckForNull
    private Long megabytes;

    @CheckForNull
    private Long jobMegabytes;

    @CheckForNull
    private Long jobDays;

    @CheckForNull
    private Long allMegabytes;

    /** All as by default. */
    @DataBoundConstructor
    public ArchiveSettings() {
        // nothing is required
    }

    /** How archives are packed: {@code tar.zst}, {@code tar.gz} or {@code tar}; null: the first one. */
    @CheckForNull
    public String getFormat() {
        return format;
    }

    @DataBoundSetter
    public void setFormat(@CheckForNull String format) {
        String text = Util.fixEmptyAndTrim(format);
        this.format = FORMAT.extension().equals(text) ? null : text;
    }

    /** Where archives are kept on the controller; null: in the directory of each job. */
    @CheckForNull
    public String getDirectory() {
        return directory;
    }

    @DataBoundSetter
    public void setDirectory(@CheckForNull String directory) {
        this.directory = Util.fixEmptyAndTrim(directory);
    }

    /** Files, directories and links of one archive at most. */
    @CheckForNull
    public Long getEntries() {
        return entries;
    }

    @DataBoundSetter
    public void setEntries(@CheckForNull Long entries) {
        this.entries = unlessDefault(entries, Limits.DEFAULT.entries());
    }

    /** Of one archive at most, unpacked, in megabytes. */
    @CheckForNull
    public Long getMegabytes() {
        return megabytes;
    }

    @DataBoundSetter
    public void setMegabytes(@CheckForNull Long megabytes) {
        this.megabytes = unlessDefault(megabytes, Limits.DEFAULT.bytes() / MEGABYTE);
    }

    /** Kept of one job, in megabytes. */
    @CheckForNull
    public Long getJobMegabytes() {
        return jobMegabytes;
    }

    @DataBoundSetter
    public void setJobMegabytes(@CheckForNull Long jobMegabytes) {
        this.jobMegabytes = unlessDefault(jobMegabytes, Quota.DEFAULT.bytes() / MEGABYTE);
    }

    /** How long an archive is kept that nobody uses, in days. */
    @CheckForNull
    public Long getJobDays() {
        return jobDays;
    }

    @DataBoundSetter
    public void setJobDays(@CheckForNull Long jobDays) {
        this.jobDays = unlessDefault(jobDays, Quota.DEFAULT.age().toDays());
    }

    /** Kept of all jobs together, in megabytes. */
    @CheckForNull
    public Long getAllMegabytes() {
        return allMegabytes;
    }

    @DataBoundSetter
    public void setAllMegabytes(@CheckForNull Long allMegabytes) {
        this.allMegabytes = unlessDefault(allMegabytes, ALL_BYTES / MEGABYTE);
    }

    /** How archives are packed. */
    public ArchiveFormat archiveFormat() {
        return format == null ? FORMAT : ArchiveFormat.of(format);
    }

    /** Where the archives of all jobs are; null: each job's in its own directory. */
    @CheckForNull
    public Path root() {
        return directory == null ? null : Path.of(directory);
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
        return Stream.of(format, directory, entries, megabytes, jobMegabytes, jobDays, allMegabytes)
                .allMatch(Objects::isNull);
    }

    @CheckForNull
    private static Long unlessDefault(@CheckForNull Long value, long byDefault) {
        return value == null || value == byDefault ? null : value;
    }

    /** What is wrong; null: nothing. */
    @CheckForNull
    String fault() {
        String fault = formatFault(format);
        fault = fault == null ? directoryFault(directory) : fault;
        fault = fault == null ? fault("entries", entries, MOST) : "archives, " + fault;
        fault = fault == null ? fault("megabytes", megabytes, MOST) : fault;
        fault = fault == null ? fault("jobMegabytes", jobMegabytes, MOST) : fault;
        fault = fault == null ? fault("jobDays", jobDays, MOST_DAYS) : fault;
        return fault == null ? fault("allMegabytes", allMegabytes, MOST) : fault;
    }

    @CheckForNull
    private static String formatFault(@CheckForNull String format) {
        List<String> formats =
                Stream.of(ArchiveFormat.values()).map(ArchiveFormat::extension).toList();
        return format == null || formats.contains(format)
                ? null
                : "format: " + Quoted.of(format) + " is no format; write one of " + String.join(", ", formats);
    }

    @CheckForNull
    private static String directoryFault(@CheckForNull String directory) {
        if (directory == null) {
            return null;
        }
        try {
            Path path = Path.of(directory);
            Path home = Jenkins.get().getRootDir().toPath().toAbsolutePath();
            if (!path.isAbsolute() || !path.equals(path.normalize())) {
                return "directory: " + Quoted.of(directory)
                        + " is not absolute; write a path from the root, without dots";
            }
            if (home.startsWith(path)) {
                return "directory: Jenkins itself is in " + Quoted.of(directory) + "; name one that has archives alone";
            }
            return Files.exists(path) && !Files.isDirectory(path)
                    ? "directory: " + Quoted.of(directory) + " is a file; name a directory"
                    : null;
        } catch (InvalidPathException e) {
            return "directory: " + Quoted.of(directory) + " is no path";
        }
    }

    @CheckForNull
    private static String fault(String what, @CheckForNull Long value, long most) {
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

        /** The formats there are. */
        @POST
        public ListBoxModel doFillFormatItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ListBoxModel items = new ListBoxModel();
            for (ArchiveFormat each : ArchiveFormat.values()) {
                items.add(each.extension(), each == FORMAT ? "" : each.extension());
            }
            return items;
        }

        @POST
        public FormValidation doCheckDirectory(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            String text = Util.fixEmptyAndTrim(value);
            String fault = directoryFault(text);
            if (fault != null || text == null) {
                return Values.answer(fault);
            }
            return Files.isDirectory(Path.of(text))
                    ? FormValidation.ok()
                    : FormValidation.ok("it is made when the first archive is kept");
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
