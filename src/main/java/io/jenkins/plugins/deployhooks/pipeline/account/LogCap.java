package io.jenkins.plugins.deployhooks.pipeline.account;

/**
 * How much of a hook's output is kept. The line in which it ends is kept whole, since what masks secrets looks at lines; but
 * for one that does not end within a MiB.
 */
final class LogCap {
    static final int LONGEST_LINE = 1024 * 1024;

    private final long most;
    private long left;
    private boolean full;

    /**
     * For a log that has some already.
     *
     * @param most in bytes
     * @param used in bytes
     */
    LogCap(long most, long used) {
        this.most = most;
        this.left = Math.max(0, most - used);
    }

    /** How many of {@code bytes}, from the first one on, are kept. */
    int keep(byte[] bytes) {
        if (full) {
            return 0;
        }
        if (bytes.length <= left) {
            left -= bytes.length;
            return bytes.length;
        }
        for (int i = (int) Math.max(0, left - 1); i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                full = true;
                return i + 1;
            }
        }
        left -= bytes.length;
        full = left < -LONGEST_LINE;
        return bytes.length;
    }

    /** Nothing more is kept. */
    void fill() {
        full = true;
    }

    /** Whether nothing more is kept. */
    boolean isFull() {
        return full;
    }

    /** What people are told. */
    String sentence() {
        return "Its log is cut: the administrator allows %,d bytes. The hook went on.".formatted(most);
    }
}
