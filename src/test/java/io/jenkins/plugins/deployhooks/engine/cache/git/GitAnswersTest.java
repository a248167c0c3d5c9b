package io.jenkins.plugins.deployhooks.engine.cache.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of each answer of git, as it stands in its manual; zeros are written as bars. */
@Requirement("X2")
class GitAnswersTest {
    private static InputStream said(String text) {
        return new ByteArrayInputStream(text.replace('|', '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** A pipe gives as little as it likes. */
    private static InputStream byteByByte(String text) {
        InputStream all = said(text);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return all.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return all.read(bytes, from, Math.min(1, length));
            }
        };
    }

    @Test
    void namesAreWhatStandsInFrontOfZeros() throws Exception {
        assertThat(GitNames.all(said("a|b c||new\nline|no zero"))).containsExactly("a", "b c", "", "new\nline");
        assertThat(GitNames.all(byteByByte("a|b c||new\nline|no zero"))).containsExactly("a", "b c", "", "new\nline");
        assertThat(GitNames.all(said(""))).isEmpty();
    }

    @Test
    void anyNumberOfNamesOfAnyLengthIsRead() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            names.add("directory/file-" + i);
        }
        names.add("x".repeat(200_000));
        names.add("y".repeat(1 << 16));
        names.add("last");
        assertThat(GitNames.all(said(String.join("|", names) + "|"))).isEqualTo(names);
    }

    @Test
    void aNameThatIsNoTextIsRefused() {
        byte[] bytes = {'a', 0, 'c', (byte) 0xe9, 0};
        assertThatThrownBy(() -> GitNames.all(new ByteArrayInputStream(bytes)))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void ofTheIndexOnlyWhatIsSpecialIsRemembered() throws Exception {
        String rest = " 0123456789abcdef0123456789abcdef01234567 0\t";
        GitIndex index = GitIndex.read(said("H 100644" + rest + "a.js|"
                + "h 100644" + rest + "assumed|"
                + "S 100644" + rest + "skipped dir/a|"
                + "M 100644" + rest + "conflict|"
                + "H 160000" + rest + "sub|"
                + "S 160000" + rest + "sub2|"
                + "H 100644" + rest + ".gitattributes|"
                + "H 100644" + rest + "app/.gitattributes|"
                + "h 100644" + rest + "lib/.gitattributes|"
                + "H 100644" + rest + ".gitattributes.bak|"
                + "H 100755" + rest + "run|"));
        assertThat(index.unwatched()).containsExactly("assumed", "skipped dir/a", "sub2", "lib/.gitattributes");
        assertThat(index.submodules()).containsExactly("sub", "sub2");
        assertThat(index.attributes()).containsExactly(".gitattributes", "app/.gitattributes", "lib/.gitattributes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "core.autocrlf~true; ' core.autocrlf=true'",
                "core.autocrlf~TRUE; ' core.autocrlf=true'",
                "core.autocrlf; ' core.autocrlf=true'",
                "core.autocrlf~false; ''",
                "core.autocrlf~input; ''",
                "core.eol~lf; ''",
                "core.eol~crlf; ' core.eol=crlf'",
                "core.symlinks~true; ''",
                "core.symlinks; ''",
                "core.symlinks~false; ' core.symlinks=false'",
            })
    void settingsThatMakeOtherFilesAreToldApart(String setting, String text) throws Exception {
        assertThat(GitConversions.read(said("local|" + setting.replace('~', '\n') + "|")))
                .isEqualTo(new GitConversions(false, text));
    }

    @Test
    void theLastValueOfASettingCountsInTheOrderOfNames() throws Exception {
        assertThat(GitConversions.read(
                                said("system|core.symlinks\nfalse|global|core.autocrlf\nfalse|local|core.autocrlf"
                                        + "\ntrue|"))
                        .text())
                .isEqualTo(" core.autocrlf=true core.symlinks=false");
        assertThat(GitConversions.read(said(""))).isEqualTo(GitConversions.NONE);
        assertThat(GitConversions.read(said("local|"))).isEqualTo(GitConversions.NONE);
    }

    @ParameterizedTest
    @CsvSource({"system,false", "global,false", "local,true", "worktree,true", "command,true"})
    void aFilterIsForeignUnlessItIsOneOfTheMachineOrTheUser(String scope, boolean foreign) throws Exception {
        assertThat(GitConversions.read(said("system|core.eol\nlf|" + scope + "|filter.lfs.clean\ngit-lfs clean|")))
                .isEqualTo(new GitConversions(foreign, ""));
    }
}
