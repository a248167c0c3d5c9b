package io.jenkins.plugins.deployhooks.agent.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What starts a hook on Windows: batch files, in the foreground, without a pipe and without a session of their own.
 *
 * <p>They are the same for every hook and hold ASCII alone, because {@code cmd} reads batch files in the code page of its
 * console, whatever that is. Paths and the hook's words come to them as variables, whose values are not parsed again.
 */
final class WindowsSupervisor {
    static final String DIRECTORY = "DEPLOY_HOOK_DIRECTORY";
    static final String COMMAND = "DEPLOY_HOOK_COMMAND";

    private static final String SUPERVISOR = "supervisor.bat";

    /** As with mkdir elsewhere, one of several who begin goes on. A variable of this name would hide the status. */
    private static final String START = """
            @echo off
            mkdir "%~dp0started"
            if errorlevel 1 exit /b 0
            set "ERRORLEVEL="
            pushd "%~dp0"
            cmd /d /c .\\run.bat >>output 2>&1 <nul
            popd & type nul >"%~dp0ended.%ERRORLEVEL%" & exit 0
            """;

    /**
     * A hook that calls {@code exit} ends this process, not the supervisor. Only a {@code call} gives back the status of
     * every {@code exit /b}, and what the hook has set is undone before the status is read.
     */
    private static final String RUN = """
            @setlocal
            @call .\\hook.bat
            @endlocal
            @exit %ERRORLEVEL%
            """;

    /**
     * Without {@code call}, which would read the hook's words twice: a batch file takes the place of this one. An empty
     * line would be a success.
     */
    private static final String HOOK = """
            @if not defined DEPLOY_HOOK_COMMAND echo A filter of variables has taken DEPLOY_HOOK_COMMAND away.& exit 127
            @cd /d "%DEPLOY_HOOK_DIRECTORY%"
            @if errorlevel 1 exit 127
            @%DEPLOY_HOOK_COMMAND%
            """;

    private static final Map<String, String> FILES = Map.of(SUPERVISOR, START, "run.bat", RUN, "hook.bat", HOOK);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:\\\\/-]+");

    private WindowsSupervisor() {}

    /**
     * Writes the batch files; what to give to the launcher.
     *
     * @param directory the working directory, absolute
     * @param hook program and arguments
     */
    static Prepared.Program program(ControlFiles files, Path directory, List<String> hook) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            // cmd loses its place in files with bare line feeds
            String text = file.getValue().replace("\n", "\r\n");
            Files.write(files.file(file.getKey()), text.getBytes(StandardCharsets.US_ASCII));
        }
        return new Prepared.Program(
                start(files.file(SUPERVISOR).toString()),
                Map.of(DIRECTORY, directory.toString(), COMMAND, command(hook)));
    }

    /**
     * Two quotes: {@code cmd /s} takes the outer ones away, whatever is between them, and Java leaves alone what has some.
     * With one, cmd itself looks whether to take them, and does where the path has an {@code @}, as ours always has.
     */
    static List<String> start(String batch) {
        return List.of("cmd", "/d", "/s", "/c", "\"\"" + batch + "\"\"");
    }

    /** {@code words} as a line of a batch file, behind the expansion of variables: in quotes only {@code "} is special. */
    static String command(List<String> words) {
        return words.stream()
                .map(word -> PLAIN.matcher(word).matches() ? word : '"' + word.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(" "));
    }
}
