package io.jenkins.plugins.deployhooks.engine.archive.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What other programs write, and what is refused. */
class TarReaderTest {
    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    private interface Edit {
        void of(byte[] block);
    }

    private static byte[] header(TarEntry entry, Edit edit) {
        byte[] bytes = new byte[TarHeaders.room(entry)];
        TarHeaders.put(ByteBuffer.wrap(bytes), entry);
        byte[] block = Arrays.copyOfRange(bytes, bytes.length - 512, bytes.length);
        edit.of(block);
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        set(block, 148, String.format("%06o\0 ", sum));
        System.arraycopy(block, 0, bytes, bytes.length - 512, 512);
        return bytes;
    }

    private static void set(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static TarEntry file(String name, long size) {
        return new TarEntry(EntryType.FILE, EntryName.of(name), 0644, size, EntryName.NONE);
    }

    private TarReaderTest add(TarEntry entry, Edit edit) {
        tar.writeBytes(header(entry, edit));
        return this;
    }

    /** An extended header. */
    private TarReaderTest extended(char type, String contents) {
        add(file("x", contents.length()), block -> block[156] = (byte) type);
        byte[] bytes = contents.getBytes(StandardCharsets.UTF_8);
        tar.writeBytes(Arrays.copyOf(bytes, (int) TarHeaders.padded(bytes.length)));
        return this;
    }

    private TarReader reader() {
        tar.writeBytes(new byte[1024]);
        ByteArrayInputStream in = new ByteArrayInputStream(tar.toByteArray());
        return new TarReader(bytes -> in.readNBytes(bytes, 0, bytes.length) == bytes.length);
    }

    private TarEntry only() throws Exception {
        TarReader reader = reader();
        TarEntry entry = reader.next();
        assertThat(reader.next()).isNull();
        return entry;
    }

    private static void plain(byte[] block) {
        assertThat(block).hasSize(512);
    }

    private void refused(ArchiveRefused.Reason reason, String message) {
        assertThatThrownBy(() -> reader().next())
                .isInstanceOfSatisfying(
                        ArchiveRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        for (TarEntry entry : new TarEntry[] {
            file("f", 1L << 33),
            file("n".repeat(600), 0),
            file("p".repeat(155) + "/" + "n".repeat(100), 7),
            new TarEntry(EntryType.SYMBOLIC_LINK, EntryName.of("l"), 07777, 0, EntryName.of("t".repeat(300))),
            new TarEntry(EntryType.HARD_LINK, EntryName.of("h"), 0, 0, EntryName.of("f")),
        }) {
            tar.reset();
            assertThat(add(entry, TarReaderTest::plain).only()).isEqualTo(entry);
        }
        tar.reset();
        TarEntry directory = new TarEntry(EntryType.DIRECTORY, EntryName.of("d"), 0755, 0, EntryName.NONE);
        assertThat(add(directory, TarReaderTest::plain).only().name()).hasToString("d/");
    }

    @Test
    void theOldestWroteNeitherTypesNorDirectories() throws Exception {
        assertThat(add(file("f", 3), block -> block[156] = 0).only()).isEqualTo(file("f", 3));
        tar.reset();
        assertThat(add(file("f", 3), block -> block[156] = '7').only().type()).isEqualTo(EntryType.FILE);
        tar.reset();
        assertThat(add(file("d/", 0), block -> block[156] = 0).only().type()).isEqualTo(EntryType.DIRECTORY);
        tar.reset();
        assertThat(add(file("d/", 3), block -> block[156] = 0).only().type()).isEqualTo(EntryType.FILE);
    }

    @Test
    void whatGnuHasBehindItsMagicIsNoPrefix() throws Exception {
        TarEntry entry = add(file("f", 0), block -> {
                    set(block, 257, "ustar  \0");
                    set(block, 345, "12345670123");
                })
                .only();
        assertThat(entry.name()).hasToString("f");
        tar.reset();
        assertThat(add(file("f", 0), block -> set(block, 345, "above")).only().name())
                .hasToString("above/f");
        tar.reset();
        add(file("f", 0), block -> {
            set(block, 257, "\0");
            set(block, 345, "above");
        });
        assertThat(only().name()).hasToString("f");
    }

    @Test
    void numbersStandBetweenBlanksOrAreBinary() throws Exception {
        TarEntry entry = add(file("f", 0), block -> {
                    set(block, 100, "  755 \0 ");
                    set(block, 124, "      17 \0  ");
                })
                .only();
        assertThat(entry.mode()).isEqualTo(0755);
        assertThat(entry.size()).isEqualTo(017);
        tar.reset();
        assertThat(add(file("f", 0), block -> set(block, 100, "0107644\0"))
                        .only()
                        .mode())
                .as("the twelve bits of permissions")
                .isEqualTo(07644);
        tar.reset();
        add(file("f", 0), block -> set(block, 124, "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"));
        assertThat(only().size()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        for (String size :
                new String[] {"\u00ff".repeat(12), "\u0080\0\0\0\u0080\0\0\0\0\0\0\0", "\u0080\0\1\0\0\0\0\0\0\0\0\0"
                }) {
            tar.reset();
            add(file("f", 0), block -> set(block, 124, size));
            refused(ArchiveRefused.Reason.DAMAGED, "negative or far too large");
        }
        for (String size : new String[] {"00000000018\0", "x0000000000\0", "0000 000001\0", "00000000001x"}) {
            tar.reset();
            add(file("f", 0), block -> set(block, 124, size));
            refused(ArchiveRefused.Reason.DAMAGED, "number that is none");
        }
    }

    @Test
    void extendedHeadersSayWhatTheEntryIs() throws Exception {
        extended('x', "11 path=an\n12 path=new\n11 size=42\n13 mtime=1.5\n");
        assertThat(add(file("old", 7), TarReaderTest::plain).only()).isEqualTo(file("new", 42));
        tar.reset();
        extended('L', "long\0\0").extended('K', "target\0");
        TarEntry link = add(
                        new TarEntry(EntryType.SYMBOLIC_LINK, EntryName.of("l"), 0777, 0, EntryName.of("t")),
                        TarReaderTest::plain)
                .only();
        assertThat(link.name()).hasToString("long");
        assertThat(link.link()).hasToString("target");
        tar.reset();
        extended('X', "14 linkpath=l\n").extended('g', "13 comment=a\n");
        assertThat(add(
                                new TarEntry(EntryType.HARD_LINK, EntryName.of("h"), 0, 0, EntryName.of("x")),
                                block -> set(block, 124, "00000000777"))
                        .only())
                .as("a hard link has no contents, whatever size it has")
                .isEqualTo(new TarEntry(EntryType.HARD_LINK, EntryName.of("h"), 0, 0, EntryName.of("l")));
    }

    @Test
    void thereAreFourExtendedHeadersBeforeAnEntryAtMost() throws Exception {
        for (int i = 0; i < 4; i++) {
            extended('x', "12 path=new\n");
        }
        assertThat(add(file("old", 0), TarReaderTest::plain).only()).isEqualTo(file("new", 0));
        tar.reset();
        for (int i = 0; i < 5; i++) {
            extended('x', "12 path=new\n");
        }
        add(file("old", 0), TarReaderTest::plain);
        refused(ArchiveRefused.Reason.HOSTILE, "too many extended headers");
    }

    @Test
    void whatAnExtendedHeaderSaysOfAllEntriesIsRefused() {
        for (String record : new String[] {"10 path=a\n", "14 linkpath=a\n", "10 size=7\n"}) {
            tar.reset();
            extended('g', record).add(file("f", 0), TarReaderTest::plain);
            refused(ArchiveRefused.Reason.HOSTILE, "for all of its entries");
        }
    }

    @Test
    void recordsThatAreNoneAreRefused() {
        for (String record : new String[] {
            "10 path=a",
            "10 path=ab\n",
            "10path=a\n",
            " path=a\n",
            "10 patha\n\n",
            "1x path=a\n",
            "000000010 path=a\n",
            "5 a\n10 path=a\n"
        }) {
            tar.reset();
            extended('x', record).add(file("f", 0), TarReaderTest::plain);
            refused(ArchiveRefused.Reason.DAMAGED, "extended header in it cannot be read");
        }
    }

    @Test
    void anExtendedHeaderHasAMegabyteAtMost() throws Exception {
        extended('L', "n".repeat(1024 * 1024));
        assertThat(add(file("f", 0), TarReaderTest::plain).only().name().length())
                .isEqualTo(1024 * 1024);
        tar.reset();
        extended('L', "n".repeat(1024 * 1024 + 1)).add(file("f", 0), TarReaderTest::plain);
        refused(ArchiveRefused.Reason.HOSTILE, "too long");
    }

    @Test
    void aWrongChecksumIsRefused() {
        byte[] block = header(file("f", 0), TarReaderTest::plain);
        block[0] ^= 1;
        tar.writeBytes(block);
        refused(ArchiveRefused.Reason.DAMAGED, "wrong checksum");
    }
}
