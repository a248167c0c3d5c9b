package io.jenkins.plugins.deployhooks.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What the command line says when it runs inside the tests: for what runs no hook, and so writes to nothing else.
 *
 * @param exitCode its exit code
 * @param out standard output
 * @param err standard error
 */
record InProcess(int exitCode, String out, String err) {
    static InProcess execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int exitCode = line.execute(arguments);
        return new InProcess(exitCode, out.toString(), err.toString());
    }
}
