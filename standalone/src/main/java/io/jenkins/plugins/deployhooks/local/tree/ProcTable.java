package io.jenkins.plugins.deployhooks.local.tree;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessEntry;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code /proc}. A process may end between any two looks: what cannot be read is not there. */
final class ProcTable {
    private static final File PROC = new File("/proc");
    private static final boolean EXISTS = new File(PROC, "self/stat").canRead() && new File(PROC, "1/stat").canRead();

    private static final int MOST_LISTINGS = 20;

    private ProcTable() {}

    static boolean exists() {
        return EXISTS;
    }

    /**
     * All processes with a larger number than {@code above}; 0: all. Lists again until nothing new turns up: between
     * listing and reading, a process may start its successor and end.
     */
    static List<ProcessEntry> scan(long above) {
        List<ProcessEntry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean found = true;
        for (int round = 0; found && round < MOST_LISTINGS; round++) {
            found = false;
            String[] names = PROC.list();
            for (String name : names == null ? new String[0] : names) {
                if (Character.isDigit(name.charAt(0)) && Long.parseLong(name) > above && seen.add(name)) {
                    found = true;
                    ProcessEntry entry = entry(name);
                    if (entry != null) {
                        entries.add(entry);
                    }
                }
            }
        }
        return entries;
    }

    /** The number given away last; where it is the same before and after a scan, nothing was born during the scan. */
    static String newest() {
        String load = read(".", "loadavg");
        return load == null ? "" : load.substring(load.lastIndexOf(' ') + 1).strip();
    }

    /** The same as a number; 0 where it is not told. */
    static long newestNumber() {
        String newest = newest();
        return newest.matches("\\d{1,18}") ? Long.parseLong(newest) : 0;
    }

    /** Whether {@code number} is that of a thread of this process; threads have numbers from the same supply. */
    static boolean isOwnThread(long number) {
        return new File(PROC, "self/task/" + number).exists();
    }

    /** The process with number {@code pid}; null where there is none. */
    @CheckForNull
    static ProcessEntry entry(long pid) {
        return entry(Long.toString(pid));
    }

    @CheckForNull
    private static ProcessEntry entry(String pid) {
        String stat = read(pid, "stat");
        return stat == null ? null : ProcessEntry.parse(stat);
    }

    /** The environment it was started with, entries separated by NUL; null where it may not be read or is empty. */
    @CheckForNull
    static String environment(long pid) {
        String text = read(Long.toString(pid), "environ");
        return text == null || text.isEmpty() ? null : text;
    }

    /** Whether its standard output or standard error is {@code file}, which may be the name of a pipe. */
    static boolean writesTo(long pid, Path file) {
        return isOpen(pid, 1, file) || isOpen(pid, 2, file);
    }

    private static boolean isOpen(long pid, int descriptor, Path file) {
        try {
            Path link = PROC.toPath().resolve(pid + "/fd/" + descriptor);
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    @CheckForNull
    private static String read(String pid, String file) {
        try (FileInputStream in = new FileInputStream(PROC + "/" + pid + "/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }
}
