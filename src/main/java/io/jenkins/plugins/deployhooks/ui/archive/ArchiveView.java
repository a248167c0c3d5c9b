package io.jenkins.plugins.deployhooks.ui.archive;

import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.util.Date;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An archive for the REST interface. */
@ExportedBean(defaultVisibility = 2)
public final class ArchiveView {
    private static final Pattern NUMBER = Pattern.compile(" [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Entry entry;

    ArchiveView(Entry entry) {
        this.entry = entry;
    }

    /** What it is deleted by. */
    @Exported
    public String getId() {
        return entry.name().id();
    }

    /** Whose it is: the job, or the dependencies of an app of it. */
    @Exported
    public String getScope() {
        return entry.name().scope();
    }

    /** The same for people: without the number that keeps a job apart from a later one of its name. */
    public String getOwner() {
        return NUMBER.matcher(entry.name().scope()).replaceAll("");
    }

    /** The key it is found by. */
    @Exported
    public String getKey() {
        return entry.name().key();
    }

    /** The deployment that has made it. */
    @Exported
    public String getCreator() {
        return entry.creator();
    }

    /** Its size as a file, in bytes. */
    @Exported
    public long getBytes() {
        return entry.content().bytes();
    }

    /** When it was made; milliseconds since 1970. */
    @Exported
    public long getCreated() {
        return entry.times().created().toEpochMilli();
    }

    /** When it was last used; milliseconds since 1970. */
    @Exported
    public long getLastUsed() {
        return entry.times().lastUsed().toEpochMilli();
    }

    /** Its size as text. */
    public String getSizeText() {
        return FileUtils.byteCountToDisplaySize(getBytes());
    }

    /** When it was made, as a date. */
    public Date getCreatedAt() {
        return new Date(getCreated());
    }

    /** When it was last used, as a date. */
    public Date getLastUsedAt() {
        return new Date(getLastUsed());
    }
}
