package io.jenkins.plugins.deployhooks.ui.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.StringWriter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What terminals show in colours is shown in colours, and nothing in an output becomes a tag. */
@Requirement("J")
class ColourWriterTest {
    private static String html(String text) throws IOException {
        StringWriter out = new StringWriter();
        try (ColourWriter writer = new ColourWriter(out, Colours.NONE)) {
            writer.write(text.replace('~', '\u001B'));
        }
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "~[31mred~[0m plain|<span class=\"deploy-hooks-fg-1\">red</span> plain",
                "~[1;4;92mgood~[m|<span class=\"deploy-hooks-fg-10 deploy-hooks-bold"
                        + " deploy-hooks-underline\">good</span>",
                "~[41;2mx~[22;49my|<span class=\"deploy-hooks-bg-1 deploy-hooks-faint\">x</span>y",
                "~[38;5;196mcube~[39m|<span class=\"deploy-hooks-fg-1\">cube</span>",
                "~[38;2;0;0;170mblue~[39m|<span class=\"deploy-hooks-fg-4\">blue</span>",
                "~[48;5;255mgrey~[49m|<span class=\"deploy-hooks-bg-15\">grey</span>",
                "~[2K~[1Gcleared~[?25h|cleared",
                "~]0;title\u0007shown|shown",
                "~]8;;http://a/?b&amp;c~\\link~]8;;~\\|link",
                "~(Bset|set",
                "~[7mturned~[27m back|<span class=\"deploy-hooks-inverse\">turned</span> back",
                "<a href='x'>~[32mok</a>~[0m|<a href='x'><span class=\"deploy-hooks-fg-2\">ok</span></a>",
                "<!-- it's ~[31m--><b>by a plugin</b>|<!-- it's --><b>by a plugin</b>",
                "<i title=\"~[31m>\">a</i>|<i title=\">\">a</i>",
            })
    void sequencesBecomeClasses(String text, String wanted) throws IOException {
        assertThat(html(text)).isEqualTo(wanted);
    }

    @Test
    void aColourGoesOnInTheNextLine() throws IOException {
        assertThat(html("~[33mone\ntwo~[0m\nthree\n"))
                .isEqualTo("<span class=\"deploy-hooks-fg-3\">one</span>\n<span class=\"deploy-hooks-fg-3\">two</span>"
                        + "\nthree\n");
    }

    @Test
    void aSequenceEatsNoMarkup() throws IOException {
        assertThat(html("<a href=\"http://x~\">1</a>")).isEqualTo("<a href=\"http://x\">1</a>");
        assertThat(html("~</b>~[3<i>~]0;<u>~&lt;")).isEqualTo("</b><i><u>&lt;");
    }

    @Provide
    Arbitrary<String> outputs() {
        return Arbitraries.of(
                        "\u001B", "[", "]", "31", "m", ";", "&lt;", "&amp;", "&quot;", "x", "\n", "\\", "\u0007", "(",
                        "38")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 500)
    void whatHasNoTagsGetsNoneButOurs(@ForAll("outputs") String output) throws IOException {
        String link = "<a href=\"http://x/" + output.replace("\n", "") + "\">" + output + "</a>";
        String html = html(link).replaceAll("<span class=\"[a-z0-9 -]*\">|</span>", "");
        assertThat(html).matches("(?s)<a href=\"[^\"<>]*\">[^<>\"]*</a>");
    }
}
