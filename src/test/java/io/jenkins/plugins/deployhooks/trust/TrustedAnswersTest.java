package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.agent.workspace.FindNamed;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent answers of its workspace is bounded, whatever the agent does. */
@Requirement("J")
class TrustedAnswersTest {
    @TempDir
    Path temp;

    /** The workspace of an agent that knows of no file where it is looked for, and of so many elsewhere. */
    private static FilePath liar(int files) {
        return new FilePath(
                channel(question -> question.toString().contains(FindNamed.class.getName())
                        ? new ArrayList<>(Collections.nCopies(files, "ci/any.sh"))
                        : new HashMap<>()),
                "/workspace");
    }

    /** Answers a question to an agent. */
    private interface Agent {
        Object answer(Callable<?, ?> question) throws Throwable;
    }

    private static VirtualChannel channel(Agent agent) {
        return (VirtualChannel) Proxy.newProxyInstance(
                TrustedAnswersTest.class.getClassLoader(),
                new Class<?>[] {VirtualChannel.class},
                (proxy, method, arguments) -> agent.answer((Callable<?, ?>) arguments[0]));
    }

    @Test
    void theSameFilesOfSeveralHooksAreAskedForOnce() throws Exception {
        try (Revisions shop = new Revisions(temp)) {
            shop.both("ci/any.sh", "");
            shop.both("tools/1.sh", "");
            List<String> asked = new ArrayList<>();
            VirtualChannel agent = channel(question -> {
                asked.add(question.toString().replaceFirst(".*\\.(\\w+)@.*", "$1"));
                return question.call();
            });
            BuiltFiles files =
                    new BuiltFiles(new FilePath(agent, shop.workspace().toString()));
            for (String text : List.of("cd $X && sh any.sh tools/*", "cd $X && sh any.sh", "sh any.sh; cd $X")) {
                assertThat(new TrustedScripts(files, shop.tree()).objection(CalledFile.of(Script.command(text), null)))
                        .isNull();
                assertThat(asked)
                        .as(text)
                        .containsOnlyOnce("FindNamed")
                        .containsOnlyOnce("FindMatches")
                        .contains("DigestFiles");
            }
        }
    }

    @Test
    void moreFilesOfANameThanAnybodyComparesAreRefused() throws Exception {
        try (Revisions shop = new Revisions(temp)) {
            shop.both("ci/any.sh", "");
            assertThat(shop.objection(liar(FindNamed.MOST), "cd $X && sh any.sh"))
                    .isNull();
            assertThat(shop.objection(liar(FindNamed.MOST + 1), "cd $X && sh any.sh"))
                    .startsWith(
                            "more than 100000 files have names that are called, as $x, any.sh, cd, sh, and each of them may"
                                    + " have to be as in the trusted revision 1 of main, so it is not started");
        }
    }
}
