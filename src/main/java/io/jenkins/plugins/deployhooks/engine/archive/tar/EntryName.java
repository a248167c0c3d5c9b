package io.jenkins.plugins.deployhooks.engine.archive.tar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A path, or the target of a link, as an archive holds it: bytes, since on Linux a name need not be text in any charset.
 * Immutable.
 */
public final class EntryName {
    /** No name. */
    public static final EntryName NONE = new EntryName(new byte[0]);

    private final byte[] bytes;

    private EntryName(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The name of these bytes. */
    public static EntryName of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new EntryName(bytes.clone());
    }

    /** The name of this text in UTF-8. */
    public static EntryName of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The name {@code component} in the directory of this name; in the root if this is {@link #NONE}. */
    public EntryName child(byte[] component) {
        if (bytes.length == 0) {
            return of(component);
        }
        byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + component.length);
        joined[bytes.length] = '/';
        System.arraycopy(component, 0, joined, bytes.length + 1, component.length);
        return new EntryName(joined);
    }

    /** The name of the directory this is in; {@link #NONE} at the root. */
    public EntryName parent() {
        int slash = lastSlash();
        return slash < 0 ? NONE : new EntryName(Arrays.copyOf(bytes, slash));
    }

    /** The last component. */
    public byte[] component() {
        return Arrays.copyOfRange(bytes, lastSlash() + 1, bytes.length);
    }

    /** Whether {@code other} is the directory this is in. */
    public boolean isIn(EntryName other) {
        int slash = lastSlash();
        return slash < 0 ? other.bytes.length == 0 : Arrays.equals(bytes, 0, slash, other.bytes, 0, other.bytes.length);
    }

    /** Whether this is {@code other} or below it. */
    public boolean startsWith(EntryName other) {
        int length = other.bytes.length;
        return length == 0
                || bytes.length >= length
                        && Arrays.equals(bytes, 0, length, other.bytes, 0, length)
                        && (bytes.length == length || bytes[length] == '/');
    }

    /** Without the first {@code from} bytes and without what comes from {@code to} on. */
    EntryName part(int from, int to) {
        return of(Arrays.copyOfRange(bytes, from, to));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** The byte at an index. */
    public byte at(int index) {
        return bytes[index];
    }

    /** Writes the bytes from {@code from} to before {@code to}. */
    void put(ByteBuffer out, int from, int to) {
        out.put(bytes, from, to - from);
    }

    private int lastSlash() {
        int i = bytes.length - 1;
        while (i >= 0 && bytes[i] != '/') {
            i--;
        }
        return i;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** For people: on one line, with an escape for every byte or character that cannot be shown. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new String(bytes, StandardCharsets.UTF_8).codePoints().forEach(c -> {
            if (c == '\n') {
                text.append("\\n");
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                text.append("\\u").append(String.format("%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
