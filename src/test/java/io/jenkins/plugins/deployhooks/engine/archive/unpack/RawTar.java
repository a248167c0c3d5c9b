package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds tar archives that no decent program would make. */
final class RawTar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A file with contents. */
    RawTar file(String name, String contents) {
        return entry('0', name, "", contents.getBytes(StandardCharsets.UTF_8));
    }

    RawTar directory(String name) {
        return entry('5', name + "/", "", new byte[0]);
    }

    RawTar link(char type, String name, String target) {
        return entry(type, name, target, new byte[0]);
    }

    /** A pax header with one record. */
    RawTar pax(String key, String value) {
        byte[] record = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
        int length = record.length + 1;
        while (String.valueOf(length).length() + record.length != length) {
            length++;
        }
        return entry(
                'x', "pax", "", (length + new String(record, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    RawTar entry(char type, String name, String target, byte[] contents) {
        return header(type, name, target, Integer.toOctalString(contents.length))
                .raw(contents);
    }

    /** A header alone. */
    RawTar header(char type, String name, String target, String size) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, type == '5' ? "0000750" : "0000644");
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, size);
        put(block, 136, "0");
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 157, target);
        put(block, 257, "ustar\u000000");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        bytes.writeBytes(block);
        return this;
    }

    /** Bytes as they are, filled up with zeros. */
    RawTar raw(byte[] contents) {
        bytes.writeBytes(Arrays.copyOf(contents, (contents.length + 511) / 512 * 512));
        return this;
    }

    /** What was built, without an end. */
    byte[] unended() {
        return bytes.toByteArray();
    }

    /** What was built, with its end. */
    byte[] bytes() {
        return Arrays.copyOf(bytes.toByteArray(), bytes.size() + 1024);
    }

    private static void put(byte[] block, int at, String text) {
        byte[] chars = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(chars, 0, block, at, Math.min(chars.length, 100));
    }
}
