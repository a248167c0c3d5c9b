package io.jenkins.plugins.deployhooks.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path temporary;

    @Test
    void linesAreReadAndTheLastOneOfAKeyCounts() throws IOException {
        OutputFile.Content content = read("A=1\r\n\nB= x=y 🚀 \nA=2\n_c9=\nNO_END=z");
        assertThat(content.values()).isEqualTo(Map.of("A", "2", "B", " x=y 🚀 ", "_c9", "", "NO_END", "z"));
        assertThat(content.notes()).isEmpty();
    }

    @Test
    void invalidLinesAreNotedAndLeftOut() throws IOException {
        OutputFile.Content content = read("A=1\nnonsense\n9A=x\n A=x\nDEPLOY_RESULT=ok\nN=a\0b\n=x\nä=1\n");
        assertThat(content.values()).isEqualTo(Map.of("A", "1"));
        assertThat(content.notes()).hasSize(6).first().isEqualTo("$DEPLOY_OUTPUT: line 2: no KEY=value.");
        assertThat(content.notes()).anyMatch(note -> note.contains("DEPLOY_RESULT"));
        assertThat(content.notes().get(5)).contains("2 more");
    }

    @Test
    void limits() throws IOException {
        OutputFile.Content many = read(
                IntStream.range(0, 1500).mapToObj(i -> "K" + i + "=v").collect(Collectors.joining("\n")) + "\nK0=w\n");
        assertThat(many.values()).hasSize(1000).containsEntry("K0", "w").doesNotContainKey("K1000");
        OutputFile.Content large = read("A=1\nB=" + "x".repeat(2 << 20) + "\nC=3\n");
        assertThat(large.values()).isEqualTo(Map.of("A", "1"));
        assertThat(large.notes()).singleElement().asString().contains("1 MiB");
        OutputFile.Content value = read("A=" + "x".repeat(100_001) + "\nC=3\n");
        assertThat(value.values()).isEqualTo(Map.of("C", "3"));
    }

    @Test
    void whatPowerShellWritesIsRead() throws IOException {
        Path file = temporary.resolve("output");
        Files.write(file, "\ufeffA=1\r\nB=ä\r\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(OutputFile.read(file).values()).isEqualTo(Map.of("A", "1", "B", "ä"));
        assertThat(read("\ufeffA=1\n").values()).isEqualTo(Map.of("A", "1"));
    }

    @Test
    void malformedTextIsRead() throws IOException {
        Path file = temporary.resolve("output");
        Files.write(file, new byte[] {'A', '=', (byte) 0xff, '\n'});
        assertThat(OutputFile.read(file).values()).isEqualTo(Map.of("A", "\uFFFD"));
    }

    @Test
    void linksAndDirectoriesAreNotFollowed() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "A=1\n", StandardCharsets.UTF_8);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), secret);
        assertThat(OutputFile.read(link).values()).isEmpty();
        assertThat(OutputFile.read(link).notes()).singleElement().asString().contains("a link");
        assertThat(OutputFile.read(temporary).notes()).hasSize(1);
        assertThat(OutputFile.read(temporary.resolve("none")))
                .isEqualTo(new OutputFile.Content(Map.of(), java.util.List.of()));
    }

    private OutputFile.Content read(String text) throws IOException {
        return OutputFile.read(Files.writeString(temporary.resolve("output"), text));
    }
}
