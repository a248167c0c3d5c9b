package io.jenkins.plugins.deployhooks.engine.process;

import java.util.Map;

/** The names of the signals that end processes; numbers that differ between Linux and macOS follow Linux. */
public final class SignalName {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(10, "SIGUSR1"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(12, "SIGUSR2"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"),
            Map.entry(31, "SIGSYS"));

    private SignalName() {}

    /** The name of signal {@code number}, such as {@code SIGTERM}; {@code signal 40} where it has none here. */
    public static String of(int number) {
        return NAMES.getOrDefault(number, "signal " + number);
    }

    static boolean endsProcesses(int number) {
        return NAMES.containsKey(number);
    }
}
