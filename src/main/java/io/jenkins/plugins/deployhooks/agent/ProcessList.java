package io.jenkins.plugins.deployhooks.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code processes.sh look} prints. */
final class ProcessList {
    private static final Pattern ENVIRONMENT = Pattern.compile("(\\d+)/environ");
    private static final Pattern PIPE = Pattern.compile(".* (\\d+)/fd/([012]) -> (pipe:\\[\\d+])");

    private final List<ProcessEntry> entries = new ArrayList<>();
    private final Set<Long> cookies = new HashSet<>();
    private final Map<String, Set<Long>> writers = new HashMap<>();
    private final Map<Long, String> inputs = new HashMap<>();
    private long supervisor;
    private long hook;
    private boolean alive;
    private boolean calm;
    private boolean marks;
    private boolean ended;
    private boolean whole;

    /** Reads the lines; what cannot be understood is left out. */
    ProcessList(List<String> lines) {
        lines.forEach(this::read);
    }

    /** Whether the list is complete. */
    boolean isWhole() {
        return whole;
    }

    /** Whether no process was born while it was made, as far as can be told. */
    boolean isCalm() {
        return calm;
    }

    /** Whether marks can be seen here at all; without {@code /proc} descent alone tells. */
    boolean hasMarks() {
        return marks;
    }

    List<ProcessEntry> entries() {
        return entries;
    }

    /** The hook's own process, which leads its session; 0 where it is not known. */
    long hook() {
        return hook;
    }

    /** The supervisor, which ends after the hook. */
    long supervisor() {
        return supervisor;
    }

    /** Whether the supervisor lives. */
    boolean isSupervised() {
        return alive;
    }

    /** Whether the supervisor has left the status of the hook. */
    boolean isEnded() {
        return ended;
    }

    /** Whether {@code entry} has the cookie, or writes where the hook writes. */
    boolean isMarked(ProcessEntry entry) {
        if (cookies.contains(entry.pid())) {
            return true;
        }
        String pipe = pipe();
        return pipe != null && writers.getOrDefault(pipe, Set.of()).contains(entry.pid());
    }

    /** The hook's output: what the copier reads, which is a child of the supervisor. */
    @CheckForNull
    private String pipe() {
        if (!alive) {
            return null;
        }
        for (ProcessEntry entry : entries) {
            if (entry.links().parent() == supervisor && inputs.containsKey(entry.pid())) {
                return inputs.get(entry.pid());
            }
        }
        return null;
    }

    private void read(String line) {
        if (line.startsWith("supervisor ")) {
            supervisor = number(line);
        } else if (line.startsWith("hook ")) {
            hook = number(line);
        } else if (line.equals("alive")) {
            alive = true;
        } else if (line.equals("marks")) {
            marks = true;
        } else if (line.equals("calm")) {
            calm = true;
        } else if (line.equals("ended")) {
            ended = true;
        } else if (line.equals("done")) {
            whole = true;
        } else if (!readMark(line)) {
            ProcessEntry entry = ProcessEntry.parse(line);
            if (entry != null) {
                entries.add(entry);
            }
        }
    }

    private boolean readMark(String line) {
        Matcher environment = ENVIRONMENT.matcher(line);
        if (environment.matches()) {
            cookies.add(Long.parseLong(environment.group(1)));
            return true;
        }
        Matcher pipe = PIPE.matcher(line);
        if (!pipe.matches()) {
            return false;
        }
        long pid = Long.parseLong(pipe.group(1));
        if (pipe.group(2).equals("0")) {
            inputs.put(pid, pipe.group(3));
        } else {
            writers.computeIfAbsent(pipe.group(3), name -> new HashSet<>()).add(pid);
        }
        return true;
    }

    private static long number(String line) {
        String text = line.substring(line.indexOf(' ') + 1).strip();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
