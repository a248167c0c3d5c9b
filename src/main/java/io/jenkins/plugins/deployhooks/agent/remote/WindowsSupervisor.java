package io.jenkins.plugins.deployhooks.agent.remote;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What starts a hook on Windows: simpler than elsewhere, without a pipe and without a session of its own. */
final class WindowsSupervisor {
    private WindowsSupervisor() {}

    /** Writes it; what to give to the launcher. */
    static List<String> program(ControlFiles files, HookTask task, List<String> hook) throws IOException {
        String dir = task.place().dir();
        Path cwd = dir == null
                ? Path.of(task.place().root())
                : Path.of(task.place().root()).resolve(dir);
        Path batch = files.file("supervisor.bat");
        String text = String.join(
                "\r\n",
                "@echo off",
                "mkdir " + quoted(files.file("started").toString()) + " || exit /b 0",
                "cd /d " + quoted(cwd.toString()),
                "call " + hook.stream().map(WindowsSupervisor::quoted).collect(Collectors.joining(" ")) + " >> "
                        + quoted(files.output().toString()) + " 2>&1 < NUL",
                "type nul > " + quoted(files.file("ended.").toString()).replaceFirst("\"$", "%ERRORLEVEL%\""),
                "");
        Files.write(batch, text.getBytes(Charset.defaultCharset()));
        return List.of("cmd", "/c", batch.toString());
    }

    private static String quoted(String word) {
        return '"' + word.replace("%", "%%").replace("\"", "\"\"") + '"';
    }
}
