package io.jenkins.plugins.deployhooks.agent.workspace;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** What an agent says of some files of a workspace. Comes from a machine that is not trusted. */
public final class WorkspaceFacts implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What there is at a path. */
    public enum Kind {
        FILE,
        /** A file that may be executed. */
        PROGRAM,
        DIRECTORY,
        /** A link that leads out of the workspace. */
        OUTSIDE,
        /** A pipe, a device. */
        OTHER
    }

    private final HashMap<String, Kind> kinds = new HashMap<>();
    private final HashMap<String, byte[]> contents = new HashMap<>();

    /** Notes what there is at {@code path}. */
    public void put(String path, Kind kind) {
        kinds.put(path, kind);
    }

    /** Notes what is in the file at {@code path}. */
    public void put(String path, byte[] content) {
        contents.put(path, content.clone());
    }

    /** What there is, by its path relative to the workspace, with slashes. */
    public Map<String, Kind> kinds() {
        return kinds;
    }

    /** What is in the files whose content was asked for. */
    public Map<String, byte[]> contents() {
        return contents;
    }
}
