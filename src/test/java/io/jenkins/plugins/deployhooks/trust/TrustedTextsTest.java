package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Hooks that are texts for a shell call files, too: those of a fork's pull request they do not. */
@WithJenkins
@Requirement("J")
class TrustedTextsTest {
    @TempDir
    private static Path dir;

    private static JenkinsRule jenkins;
    private static ForkedShop shop;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        shop = new ForkedShop(rule, dir);
        shop.master("Jenkinsfile", """
            node {
                deleteDir()
                checkout scm
                sh 'chmod +x ci/*; test ! -e prepare || . ./prepare'
                dir(fileExists('elsewhere') ? readFile('elsewhere').trim() : '.') {
                    withDeployLifecycle(profile: 'platform-sh') {
                        deployHooks('build') { sh 'test ! -e spoil || cp spoil ci/after.sh' }
                        deployHooks('run') { sh 'true' }
                    }
                }
            }
            """);
        shop.master("deploy-hooks.yml", """
            version: 1
            profile: platform-sh
            hooks:
              build: |
                set -e
                sh ci/migrate.sh | cat
              deploy: cd ci && cat words.txt >> %s; %s
              post_deploy: '"$PWD/ci/after.sh" || exit 4; test -z "$REBUILD" || npm rebuild'
            """.formatted(dir.resolve("trail"), shop.leave("$WHO")));
        shop.master(".environment", "WHO=target\n");
        shop.master("ci/migrate.sh", ". \"$(dirname \"$0\")/lib.sh\"\n" + shop.leave("migrate"));
        shop.master("ci/lib.sh", ":\n");
        shop.master("ci/words.txt", "words\n");
        shop.master("ci/after.sh", "#!/bin/sh\n" + shop.leave("after"));
        shop.master("package.json", "{}");
        shop.fork(9);
        String stolen = "#!/bin/sh\n" + shop.leave("stolen") + "\n";
        shop.request(1, "readme", "changed");
        shop.request(1, "built/tool", stolen);
        shop.request(1, "ci/words.txt", "words\r\n");
        shop.request(2, "ci/migrate.sh", stolen);
        shop.request(3, "ci/lib.sh", stolen);
        shop.request(4, "spoil", stolen);
        shop.request(5, ".environment", shop.leave("stolen"));
        shop.request(9, ".npmrc", "script-shell=./stolen\n");
        String commit = "git -c user.name=a -c user.email=a@b.c";
        // As a submodule is, and a second checkout beside the first.
        shop.request(6, "elsewhere", "second");
        shop.request(6, "second/deploy-hooks.yml", "version: 1\nhooks: {deploy: '" + shop.leave("stolen") + "'}\n");
        shop.request(6, "prepare", "cd second; git init -q; git add .; " + commit + " commit -qm 1; cd ..");
        shop.request(8, "elsewhere", "second");
        shop.request(8, "second/deploy-hooks.yml", "version: 1\nhooks: {deploy: '" + shop.leave("stolen") + "'}\n");
        shop.request(
                8,
                "prepare",
                "cd second; git init -q; git add .; " + commit + " commit -qm 1; " + commit
                        + " commit -q --allow-empty -m 2; git gc -q; cd ..");
        shop.request(7, "elsewhere", "second");
        shop.request(7, "second/readme", "");
        shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static void isRefused(String request, String why) throws Exception {
        WorkflowRun build = shop.build(request, Result.FAILURE);
        assertThat(shop.trail()).isEmpty();
        jenkins.assertLogContains(why, build);
    }

    @Test
    void whatIsAsInTheTargetRunsWhateverItsLineEndsAndTheRest() throws Exception {
        shop.build("master", Result.SUCCESS);
        assertThat(shop.trail()).containsExactly("migrate", "words", "target", "after");
        shop.build("CR-1", Result.SUCCESS);
        assertThat(shop.trail()).containsExactly("migrate", "words", "target", "after");
    }

    @Test
    void aFileThatATextCallsIsThatOfTheTarget() throws Exception {
        isRefused("CR-2", "build: ci/migrate.sh is other than in the trusted revision");
        isRefused("CR-3", "build: ci/lib.sh is other than in the trusted revision");
        isRefused("CR-9", "post_deploy: .npmrc is not in the trusted revision");
        isRefused("CR-5", "deploy: .environment is other than in the trusted revision");
    }

    @Test
    void aFileThatTheBuildHasReplacedIsNotCalled() throws Exception {
        WorkflowRun build = shop.build("CR-4", Result.UNSTABLE);
        assertThat(shop.trail()).containsExactly("migrate", "words", "target");
        jenkins.assertLogContains("ci/after.sh is other than in the trusted revision", build);
    }

    @Test
    void anotherRepositoryIsNotTakenForTheFirst() throws Exception {
        isRefused("CR-6", "is a checkout of another repository: a submodule");
        isRefused("CR-8", "is a checkout of another repository: a submodule");
        WorkflowRun directory = shop.build("CR-7", Result.SUCCESS);
        jenkins.assertLogNotContains("another repository", directory);
    }
}
