package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A deployment in each cell of a matrix. */
@WithJenkins
class MatrixTest {
    private static final List<String> CELLS = List.of("arm.east", "arm.west", "x64.east", "x64.west");

    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void moreExecutors(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(5);
        rule.jenkins.setNodes(rule.jenkins.getNodes());
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    private List<String> news() throws IOException {
        List<String> lines = trail.lines();
        Files.deleteIfExists(trail.file());
        return lines;
    }

    private String hook(String event) {
        return "lifecycleHook(event: '" + event + "', run: '''" + trail.leave(event + " $CPU.$ZONE $DEPLOY_RESULT")
                + "''')";
    }

    /** Two axes, whose cells deploy with {@code arguments}. */
    private WorkflowJob job(String arguments, String build, String run) throws Exception {
        return Trail.job(jenkins, """
            pipeline {
                agent none
                stages { stage('everywhere') {
                    failFast true
                    matrix {
                        agent any
                        axes {
                            axis { name 'CPU'; values 'arm', 'x64' }
                            axis { name 'ZONE'; values 'east', 'west' }
                        }
                        stages { stage('deploy') { steps {
                            deleteDir()
                            writeFile file: 'src', text: 'the same'
                            withDeployLifecycle(%s, hooks: [%s]) {
                                deployHooks('build') { sh '''%s; echo $CPU.$ZONE > app''' }
                                deployHooks('run') { sh '''%s''' }
                            }
                        } } }
                    }
                } }
            }
            """.formatted(
                arguments, hook("preRun") + ", " + hook("runSucceeded") + ", " + hook("runFailed"), build, run));
    }

    private static List<String> each(String before, String after) {
        return CELLS.stream().map(cell -> before + cell + after).toList();
    }

    @Test
    @Requirement({"S46", "S57", "U"})
    void eachHasItsOwnPlaceArchiveAndLock() throws Exception {
        // Each waits in its run phase until all have come: nobody holds what another one needs.
        WorkflowJob job = job(
                "cache: true, app: 'shop', environment: \"$CPU-$ZONE\"",
                trail.leave("make $CPU.$ZONE"),
                trail.leave("run `cat app`") + "; touch " + dir + "/$BUILD_NUMBER.$CPU.$ZONE; until test `ls " + dir
                        + "/$BUILD_NUMBER.* | wc -l` = 4; do sleep 0.1; done");
        jenkins.buildAndAssertSuccess(job);
        assertThat(news())
                .containsAll(each("make ", ""))
                .containsAll(each("preRun ", " "))
                .containsAll(each("run ", ""))
                .containsAll(each("runSucceeded ", " SUCCESS"))
                .hasSize(16);
        jenkins.buildAndAssertSuccess(job);
        assertThat(news())
                .containsAll(each("preRun ", " "))
                .containsAll(each("run ", ""))
                .containsAll(each("runSucceeded ", " SUCCESS"))
                .hasSize(12);
        assertThat(Shop.entries(job.getRootDir().toPath().resolve("deploy-hooks/archives/entries")))
                .hasSize(4);
    }

    @Test
    @Requirement("S57")
    void cellsThatDeployToOnePlaceDoSoOneByOne() throws Exception {
        jenkins.buildAndAssertSuccess(
                job("app: 'shop', environment: 'production'", "true", trail.leave("run $CPU.$ZONE")));
        // What comes before and after may overlap.
        List<String> lines =
                news().stream().filter(line -> !line.startsWith("runSucceeded")).toList();
        assertThat(lines).hasSize(8);
        for (int i = 0; i < lines.size(); i += 2) {
            String cell = lines.get(i).replace("preRun ", "").trim();
            assertThat(lines.subList(i, i + 2)).containsExactly("preRun " + cell + " ", "run " + cell);
        }
    }

    @Test
    @Requirement("S25")
    void aFailingCellAbortsTheOthersAndEachIsAnswered() throws Exception {
        jenkins.assertBuildStatus(
                Result.FAILURE,
                job(
                                "environment: \"$CPU-$ZONE\"",
                                trail.leave("build"),
                                "until test `grep -c build " + trail.file() + "` = 4; do sleep 0.1; done; if test"
                                        + " $CPU.$ZONE = x64.west; then exit 1; fi; sleep 300")
                        .scheduleBuild2(0)
                        .get());
        assertThat(news())
                .filteredOn(line -> line.startsWith("run"))
                .containsExactlyInAnyOrder(
                        "runFailed arm.east ABORTED",
                        "runFailed arm.west ABORTED",
                        "runFailed x64.east ABORTED",
                        "runFailed x64.west FAILED");
    }
}
