package io.jenkins.plugins.deployhooks.ui.view;

/**
 * A part of the time that something took, as a bar in a drawing that is {@value #FULL} wide.
 *
 * @param start where it begins
 * @param length how long it is; what took any time can be seen
 */
public record Bar(long start, long length) {
    /** The width of the drawing. */
    public static final long FULL = 1000;

    private static final long LEAST = 6;

    /** From {@code begin} on for {@code taken}, of {@code whole}; all in milliseconds. */
    static Bar of(long begin, long taken, long whole) {
        long all = Math.max(1, whole);
        long length = Math.min(FULL, Math.max(LEAST, taken * FULL / all));
        return new Bar(Math.min(FULL - length, Math.max(0, begin * FULL / all)), length);
    }

    /** Where it begins. */
    public long getStart() {
        return start;
    }

    /** How long it is. */
    public long getLength() {
        return length;
    }
}
