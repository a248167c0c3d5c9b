package io.jenkins.plugins.deployhooks.engine.archive.tar;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every byte of what is written before the contents of a file. */
@Requirement("S29")
class TarHeadersTest {
    private static final String LONG = "././@LongLink";

    private static TarEntry entry(EntryType type, String name, long size, String link) {
        return new TarEntry(type, EntryName.of(name), 0754, size, EntryName.of(link));
    }

    private static TarEntry file(String name) {
        return entry(EntryType.FILE, name, 10, "");
    }

    private static TarEntry directory(String name) {
        return entry(EntryType.DIRECTORY, name, 0, "");
    }

    private static byte[] written(TarEntry entry) {
        byte[] used = new byte[10_000];
        Arrays.fill(used, (byte) 'x');
        ByteBuffer out = ByteBuffer.wrap(used);
        TarHeaders.put(out, entry);
        assertThat(out.position()).as("what was said to be needed").isEqualTo(TarHeaders.room(entry));
        return Arrays.copyOf(used, out.position());
    }

    private static String text(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }

    private static String padded(String text, int length) {
        return text + "\0".repeat(length - text.length());
    }

    private static int sum(byte[] bytes, int start) {
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : bytes[start + i] & 0xff;
        }
        return sum;
    }

    @Test
    void aHeaderHasNothingOfItsMachineOrItsTime() {
        byte[] block = written(entry(EntryType.FILE, "dir/fileÿ", 10, ""));
        assertThat(block).hasSize(512);
        assertThat(text(block, 0, 100)).isEqualTo(padded("dir/file\u00c3\u00bf", 100));
        assertThat(text(block, 100, 24)).isEqualTo("0000754\0" + "0000000\0" + "0000000\0");
        assertThat(text(block, 124, 12)).isEqualTo("00000000012\0");
        assertThat(text(block, 136, 12)).isEqualTo(String.format("%011o\0", 318_211_200L));
        assertThat(text(block, 148, 8)).isEqualTo(String.format("%06o\0 ", sum(block, 0)));
        assertThat(text(block, 156, 101)).isEqualTo(padded("0", 101));
        assertThat(text(block, 257, 72)).isEqualTo(padded("ustar\000" + "00", 72));
        assertThat(text(block, 329, 16)).isEqualTo("0000000\0" + "0000000\0");
        assertThat(text(block, 345, 167)).isEqualTo("\0".repeat(167));
    }

    @ParameterizedTest
    @CsvSource({"FILE,0", "HARD_LINK,1", "SYMBOLIC_LINK,2", "DIRECTORY,5"})
    void theTypeIsAFlag(EntryType type, char flag) {
        byte[] block = written(entry(type, "n", 0, type == EntryType.FILE ? "" : "target"));
        assertThat((char) block[156]).isEqualTo(flag);
        assertThat(text(block, 0, 3)).isEqualTo(type == EntryType.DIRECTORY ? "n/\0" : "n\0\0");
        assertThat(text(block, 157, 100)).isEqualTo(padded(type == EntryType.FILE ? "" : "target", 100));
    }

    @ParameterizedTest
    @CsvSource({"0,100", "1,99", "50,50", "99,2", "100,100", "155,100"})
    void aNameIsDividedWhereItDoesNotFit(int prefix, int name) {
        String above = "p".repeat(prefix);
        byte[] block = written(file(prefix == 0 ? "n".repeat(name) : above + "/" + "n".repeat(name)));
        assertThat(block).hasSize(512);
        boolean divided = prefix + 1 + name > 100 && prefix > 0;
        String field = divided || prefix == 0 ? "n".repeat(name) : above + "/" + "n".repeat(name);
        assertThat(text(block, 0, 100)).isEqualTo(padded(field, 100));
        assertThat(text(block, 345, 155)).isEqualTo(padded(divided ? above : "", 155));
        assertThat(text(block, 148, 8)).isEqualTo(String.format("%06o\0 ", sum(block, 0)));
    }

    @Test
    void ofSeveralPlacesToDivideTheFirstThatFitsIsTaken() {
        byte[] block = written(file("a/" + "b".repeat(60) + "/" + "c".repeat(60)));
        assertThat(text(block, 345, 155)).isEqualTo(padded("a/" + "b".repeat(60), 155));
        byte[] directory = written(directory("a".repeat(60) + "/" + "c".repeat(99)));
        assertThat(directory).hasSize(512);
        assertThat(text(directory, 0, 100)).isEqualTo("c".repeat(99) + "/");
        assertThat(text(directory, 345, 155)).isEqualTo(padded("a".repeat(60), 155));
    }

    @Test
    void aDirectoryOfAHundredBytesWithItsSlashFits() {
        byte[] block = written(directory("d".repeat(99)));
        assertThat(block).hasSize(512);
        assertThat(text(block, 0, 100)).isEqualTo("d".repeat(99) + "/");
    }

    @ParameterizedTest
    @CsvSource({"101,1", "256,1", "511,1", "512,2", "600,2"})
    void aNameThatCannotBeDividedComesBefore(int length, int blocks) {
        String name = "n".repeat(length);
        byte[] bytes = written(file(name));
        assertThat(bytes).hasSize((2 + blocks) * 512);
        assertThat(text(bytes, 0, 100)).isEqualTo(padded(LONG, 100));
        assertThat(text(bytes, 100, 8)).isEqualTo("0000644\0");
        assertThat(text(bytes, 124, 12)).isEqualTo(String.format("%011o\0", length + 1));
        assertThat((char) bytes[156]).isEqualTo('L');
        assertThat(text(bytes, 148, 8)).isEqualTo(String.format("%06o\0 ", sum(bytes, 0)));
        assertThat(text(bytes, 512, blocks * 512)).isEqualTo(padded(name, blocks * 512));
        int header = (1 + blocks) * 512;
        assertThat(text(bytes, header, 100)).isEqualTo("n".repeat(100));
        assertThat((char) bytes[header + 156]).isEqualTo('0');
    }

    @Test
    void aLongDirectoryAndALongLinkComeBeforeToo() {
        byte[] directory = written(directory("d".repeat(100)));
        assertThat(directory).hasSize(3 * 512);
        assertThat(text(directory, 124, 12)).isEqualTo(String.format("%011o\0", 102));
        assertThat(text(directory, 512, 512)).isEqualTo(padded("d".repeat(100) + "/", 512));
        assertThat(text(directory, 1024, 100)).isEqualTo("d".repeat(100));

        byte[] fits = written(entry(EntryType.SYMBOLIC_LINK, "l", 0, "t".repeat(100)));
        assertThat(fits).hasSize(512);
        assertThat(text(fits, 157, 100)).isEqualTo("t".repeat(100));
        byte[] link = written(entry(EntryType.SYMBOLIC_LINK, "l".repeat(101), 0, "t".repeat(101)));
        assertThat(link).hasSize(5 * 512);
        assertThat((char) link[156]).isEqualTo('K');
        assertThat(text(link, 512, 512)).isEqualTo(padded("t".repeat(101), 512));
        assertThat((char) link[1024 + 156]).isEqualTo('L');
        assertThat(text(link, 1536, 512)).isEqualTo(padded("l".repeat(101), 512));
        assertThat(text(link, 2048 + 157, 100)).isEqualTo("t".repeat(100));
    }

    @Test
    void sizesBeyondElevenDigitsAreBinary() {
        byte[] largest = written(entry(EntryType.FILE, "f", (1L << 33) - 1, ""));
        assertThat(text(largest, 124, 12)).isEqualTo("77777777777\0");
        byte[] larger = written(entry(EntryType.FILE, "f", 1L << 33, ""));
        assertThat(Arrays.copyOfRange(larger, 124, 136)).containsExactly(0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0);
    }

    @Test
    void contentsAndTheEndTakeWholeBlocks() {
        assertThat(TarHeaders.padded(0)).isZero();
        assertThat(TarHeaders.padded(1)).isEqualTo(512);
        assertThat(TarHeaders.padded(512)).isEqualTo(512);
        assertThat(TarHeaders.padded(513)).isEqualTo(1024);
        byte[] used = new byte[1025];
        Arrays.fill(used, (byte) 'x');
        ByteBuffer out = ByteBuffer.wrap(used);
        TarHeaders.putEnd(out);
        assertThat(out.position()).isEqualTo(1024);
        assertThat(text(used, 0, 1025)).isEqualTo("\0".repeat(1024) + "x");
    }
}
