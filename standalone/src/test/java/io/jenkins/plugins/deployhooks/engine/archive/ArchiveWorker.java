package io.jenkins.plugins.deployhooks.engine.archive;

import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A process that archives or restores: one line each time, and at the end the status 0 if all went well. */
public final class ArchiveWorker {
    private ArchiveWorker() {}

    /**
     * @param arguments {@code write FORMAT TREE ARCHIVE [ENCODED EXCLUDE]} or {@code restore ARCHIVE TARGET TIMES [ENCODED EXCLUDE]}
     */
    public static void main(String[] arguments) throws Exception {
        // in ASCII, since the locale decides how arguments are read
        List<String> excludes = Arrays.stream(arguments)
                .skip(4)
                .map(exclude -> URLDecoder.decode(exclude, StandardCharsets.UTF_8))
                .toList();
        Selection selection = new Selection(List.of(), excludes, false);
        boolean failed = false;
        if (arguments[0].equals("write")) {
            ArchiveWriter writer = new ArchiveWriter(ArchiveFormat.valueOf(arguments[1]), Progress.NONE);
            failed = !run(() -> writer.write(Path.of(arguments[2]), selection, Path.of(arguments[3]))
                    .notes());
        } else {
            ArchiveReader reader = new ArchiveReader(Limits.DEFAULT, Progress.NONE);
            for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                failed |= !run(() -> reader.restore(Path.of(arguments[1]), null, Path.of(arguments[2]), selection)
                        .notes());
            }
        }
        System.exit(failed ? 1 : 0);
    }

    private interface Work {
        List<String> notes() throws IOException, InterruptedException;
    }

    private static boolean run(Work work) throws InterruptedException {
        try {
            System.out.println("done " + work.notes());
            return true;
        } catch (IOException e) {
            System.out.println("failed " + e);
            return false;
        }
    }
}
