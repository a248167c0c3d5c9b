package io.jenkins.plugins.deployhooks.ui.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What was taken from earlier builds and left for later ones. */
@ExportedBean(defaultVisibility = 2)
public final class CacheView {
    private final Report.Cache cache;

    CacheView(Report.Cache cache) {
        this.cache = cache;
    }

    /** Whether the archive of this build was there and could be used. */
    @Exported
    public boolean isHit() {
        return cache.hit();
    }

    /** Why, or why not; empty: nothing was decided. */
    @Exported
    public String getReason() {
        return cache.reason();
    }

    /** The key of this build; null: not known. */
    @Exported
    @CheckForNull
    public String getKey() {
        return cache.key();
    }

    /** The deployment whose results are used, or the key of the archive that was unpacked; null: none. */
    @Exported
    @CheckForNull
    public String getReused() {
        return cache.reused();
    }

    /** Size of the archive as a file, in bytes; null: there was none. */
    @Exported
    @CheckForNull
    public Long getBytes() {
        return cache.bytes();
    }

    /** Files, directories and links in it; null as before. */
    @Exported
    @CheckForNull
    public Long getFiles() {
        return cache.files();
    }

    /** Seconds which unpacking or storing it took; null as before. */
    @Exported
    @CheckForNull
    public Double getSeconds() {
        return cache.seconds();
    }
}
