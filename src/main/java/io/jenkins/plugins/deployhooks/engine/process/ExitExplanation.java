package io.jenkins.plugins.deployhooks.engine.process;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells people what an exit code or a signal means, why it probably came, and what to do next (S9, S45). */
public final class ExitExplanation {
    private static final String NO_SPACE = "No space left on device";
    private static final Pattern NOT_FOUND =
            Pattern.compile("not found|No such file or directory|bad interpreter|cannot execute: required file");
    private static final Pattern SCRIPT =
            Pattern.compile("(?:^|\\s)([^/\\s:]+\\.(?:sh|bash|py|pl|rb|js|mjs|php)): (?:command )?not found");
    private static final Pattern CARRIAGE_RETURN = Pattern.compile("\\^M|\\\\r|\\$'\\\\r'|\r");
    private static final Pattern FORMAT = Pattern.compile("Exec format error|cannot execute binary file");

    /** Below this a file system is called full: less than most programs need for their smallest file. */
    private static final long FULL = 64 * 1024;

    private ExitExplanation() {}

    /**
     * Where the hook ran.
     *
     * @param machine the agent's name
     * @param disks the file systems which the hook is likely to have written to
     */
    public record Surroundings(String machine, List<Disk> disks) {
        public Surroundings {
            disks = List.copyOf(disks);
        }
    }

    /**
     * A file system.
     *
     * @param mount what people call it, such as {@code /tmp (tmpfs)}
     * @param freeBytes what a hook may still write
     */
    public record Disk(String mount, long freeBytes) {}

    /**
     * Explains the end of a hook that ended by itself and did not return 0.
     *
     * @param exit how it ended
     * @param tail its last lines
     */
    public static String of(HookEnd.Exit exit, List<String> tail, Surroundings surroundings) {
        String what = what(exit, tail, surroundings);
        String space = space(tail, surroundings);
        return space.isEmpty() ? what : what + " " + space;
    }

    /** Explains that something could not be written: the text of {@code fault}, and the space that is left if it is that. */
    public static String ofFault(String fault, Surroundings surroundings) {
        String space = space(List.of(fault), surroundings);
        return space.isEmpty() ? fault : fault + ". " + space;
    }

    /** Explains that the system refused {@code env} as too large: with the names and sizes of its largest variables. */
    public static String ofEnvironment(Map<String, String> env) {
        long total = env.entrySet().stream()
                .mapToLong(entry -> size(entry.getKey()) + size(entry.getValue()) + 2)
                .sum();
        String largest = env.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -size(entry.getValue())))
                .limit(3)
                .map(entry -> entry.getKey() + " (" + size(entry.getValue()) + " bytes)")
                .collect(Collectors.joining(", "));
        return "Its environment of " + total + " bytes is larger than the system allows (on Linux 128 KiB for one"
                + " variable, and usually 2 MiB for all). The largest variables: " + largest
                + ". Hand large values over in files.";
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String what(HookEnd.Exit exit, List<String> tail, Surroundings surroundings) {
        Integer code = exit.code();
        Integer signal = exit.signal();
        if (signal != null) {
            return signal(signal) + (code == null ? "" : " (exit code " + code + ").") + signalHint(signal);
        }
        if (code == null) {
            return "It ended in a way that is not known.";
        }
        return switch (code) {
            case 127 -> notFound(tail, surroundings.machine());
            case 126 -> notExecutable(tail, surroundings.machine());
            case 9009 ->
                "Exit code 9009: command not found, says cmd on agent " + surroundings.machine()
                        + ". Check the spelling," + " install the program on that agent, or add its directory to PATH.";
            // how Windows says why it has ended a program
            default -> "Exit code " + code + (code < 0 ? " (0x%08X).".formatted(code) : ".");
        };
    }

    private static String notFound(List<String> tail, String machine) {
        String start = "Exit code 127: interpreter or command not found on agent " + machine + ". ";
        String named = last(tail, NOT_FOUND);
        if (CARRIAGE_RETURN.matcher(named).find()) {
            return start + "Windows line ends (CRLF) are part of the name in: " + named
                    + " — convert the file: sed -i 's/\\r$//' FILE, and add to .gitattributes: *.sh text eol=lf";
        }
        Matcher script = SCRIPT.matcher(named);
        return start + (named.isEmpty() ? "" : "The output says: " + named + " — ")
                + (script.find() ? "If that is a script in this directory, write ./" + script.group(1) + ". " : "")
                + "Check the spelling, install the program on that agent, or add its directory to PATH.";
    }

    private static String notExecutable(List<String> tail, String machine) {
        String start = "Exit code 126: a command was found on agent " + machine + " but cannot be executed. ";
        String format = last(tail, FORMAT);
        if (!format.isEmpty()) {
            return start + "It is made for another kind of machine, or is no program at all: " + format;
        }
        return start + "Make it executable (chmod +x FILE, git update-index --chmod=+x FILE); where it is already, its"
                + " file system may be mounted with noexec.";
    }

    private static String signal(int number) {
        return "Ended by " + SignalName.of(number);
    }

    private static String signalHint(int number) {
        return switch (number) {
            case 9 ->
                " Nobody asked for that here: on Linux it is often the kernel, out of memory (see dmesg on the"
                        + " agent), or the limit of a container.";
            case 1, 2, 15 -> " Somebody or something outside of the deployment ended it.";
            case 4, 6, 7, 8, 11 -> " The program crashed.";
            case 13 -> " It wrote to a program that did not read any more, such as head.";
            case 24 -> " It used more processor time than ulimit -t allows.";
            case 25 -> " It wrote a larger file than ulimit -f allows.";
            default -> "";
        };
    }

    private static String space(List<String> tail, Surroundings surroundings) {
        boolean said = tail.stream().anyMatch(line -> line.contains(NO_SPACE));
        List<Disk> full = surroundings.disks().stream()
                .filter(disk -> disk.freeBytes() < FULL)
                .toList();
        if (!full.isEmpty()) {
            return NO_SPACE + " on agent " + surroundings.machine() + ": " + list(full) + ". Free some space there.";
        }
        if (!said) {
            return "";
        }
        return NO_SPACE + " on agent " + surroundings.machine() + ", says its output. Free space now: "
                + list(surroundings.disks())
                + ". Free some space where the hook writes to; it may be a quota, or the inodes (df -i).";
    }

    private static String list(List<Disk> disks) {
        return String.join(
                ", ",
                disks.stream()
                        .map(disk -> disk.mount() + " " + bytes(disk.freeBytes()))
                        .distinct()
                        .toList());
    }

    private static String bytes(long count) {
        if (count < 10_000) {
            return count + " bytes free";
        }
        double mebi = count / 1048576.0;
        return mebi < 1024
                ? String.format(Locale.ROOT, "%.1f MiB free", mebi)
                : String.format(Locale.ROOT, "%.1f GiB free", mebi / 1024);
    }

    private static String last(List<String> tail, Pattern pattern) {
        for (int i = tail.size() - 1; i >= 0; i--) {
            if (pattern.matcher(tail.get(i)).find()) {
                return tail.get(i);
            }
        }
        return "";
    }
}
