package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a running Pipeline whose controller was killed. */
public final class KilledBuild {
    /**
     * An option of a controller: after a restart a {@code node} waits two minutes for its agent. In tests it waits 15 seconds
     * by default, in which an agent on a busy machine is not always back.
     */
    public static final String PATIENCE =
            "-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=120000";

    private static final Pattern HEAD = Pattern.compile("<head>(\\d+):(\\d+)</head>");
    private static final Pattern PARENT = Pattern.compile("<parentIds>\\s*<string>(\\d+)</string>");

    private KilledBuild() {}

    /**
     * Leaves the first build of {@code job} as a kill leaves it that hits between the two files in which Jenkins saves a
     * Pipeline: its program waits for a step that its {@code build.xml} does not know of yet.
     *
     * @param home of the controller, which must not be running
     */
    public static void forgetNewestStep(Path home, String job) throws IOException {
        Path build = home.resolve("jobs").resolve(job).resolve("builds/1");
        Path file = build.resolve("build.xml");
        String text = Files.readString(file);
        Matcher head = HEAD.matcher(text);
        assertThat(head.find()).as("a head in " + text).isTrue();
        // Of several, which of them is behind is not known here, and numbers would be given out twice.
        assertThat(text.split("<head>", -1)).as("heads in " + text).hasSize(2);
        String node = Files.readString(build.resolve("workflow").resolve(head.group(2) + ".xml"));
        Matcher parent = PARENT.matcher(node);
        assertThat(parent.find()).as("a parent in " + node).isTrue();
        String known = head.replaceFirst("<head>" + head.group(1) + ":" + parent.group(1) + "</head>");
        Files.writeString(file, known.replaceFirst("<iota>\\d+</iota>", "<iota>" + parent.group(1) + "</iota>"));
    }
}
