package io.jenkins.plugins.deployhooks.cli.cache;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code deploy-hooks cache}: what archives are kept. */
@Command(
        name = "cache",
        description = {
            "Shows, checks and deletes the archives of builds and of dependencies that are kept on this machine.",
            "All of this may be done while deployments run."
        },
        subcommands = {ListCommand.class, ShowCommand.class, DeleteCommand.class, VerifyCommand.class},
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "list|show|delete|verify",
        exitCodeList = {
            "0:success",
            "1:an archive is damaged, or could not be read or deleted",
            "2:the options are not valid, no archive has such a name, or the cache cannot be read; nothing was done"
        })
public final class CacheCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list, show, delete or verify");
    }
}
