package io.jenkins.plugins.deployhooks.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Hooks on the pages of other plugins that show the graph of a Pipeline: Pipeline Graph View and Stage View. */
@Requirement({"J", "S61"})
class GraphInChromiumTest extends InChromium {
    private static final String SCRIPT = """
        node {
          stage('Check') {
            withDeployLifecycle(app: 'shop', environment: 'check', profile: 'native', hooks: [
                lifecycleHook(event: 'preBuild', name: 'style', onFailure: 'unstable', run: 'exit 1')]) {
              deployHooks('build') { echo 'looked at' }
            }
          }
          stage('Deploy') {
            withDeployLifecycle(app: 'shop', environment: 'production', profile: 'native', hooks: [
                lifecycleHook(event: 'preBuild', name: 'dependencies', run: '''printf "\\\\033[32mgreen\\\\033[0m 214 packages\\\\n"'''),
                lifecycleHook(event: 'postBuild', name: 'licences', onFailure: 'unstable', run: 'echo "GPL-3.0 in <b>left-pad</b>"; exit 4'),
                lifecycleHook(event: 'preRun', name: 'migrate', run: 'echo "ERROR: relation orders does not exist"; exit 3'),
                lifecycleHook(event: 'preRun', name: 'warm', run: 'echo never'),
                lifecycleHook(event: 'runSucceeded', name: 'notify', run: 'echo never'),
                lifecycleHook(event: 'runFailed', name: 'alert', run: 'echo "told about $DEPLOY_FAILED_HOOK"')]) {
              deployHooks('build') { echo 'built' }
              deployHooks('run') { echo 'runs' }
            }
          }
        }
        """;

    private static final String HEADERS = "[...document.querySelectorAll('.pgv-step-detail-header')]";

    /** State of each stage in Stage View, and whether its cell is yellow. */
    private static final String CELLS = """
            [...document.querySelectorAll('.cbwf-stage-view tr.job .stage-cell')].map(each => {
              const [red, green, blue] = getComputedStyle(each.querySelector('.cell-color')).backgroundColor
                  .match(/[0-9.]+/g).map(Number);
              const state = ['SUCCESS', 'UNSTABLE', 'FAILED'].find(name => each.classList.contains(name));
              return state + (red > 200 && green > 200 && blue < 50 ? ' yellow' : '');
            })
            """;

    private static void build(JenkinsRule rule) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition(SCRIPT, true));
        rule.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
    }

    @Test
    void eachHookHasItsStateAndItsLog() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(GraphInChromiumTest::build);
        browser.show(1280, 900, false);
        browser.open(address("1/stages/"));
        browser.until(HEADERS + ".length > 4 && " + HEADERS + ".every(each => each.innerText.includes('s'))");
        assertThat(hooks())
                .containsExactly(
                        "success green preBuild: dependencies",
                        "unstable orange postBuild: licences",
                        "failure red preRun: migrate",
                        "success green runFailed: alert",
                        "skipped undefined preRun: warm",
                        "skipped undefined runSucceeded: notify");
        gallery.take("pipeline-graph-view");
        assertThat(log("preBuild: dependencies"))
                .contains("green 214 packages")
                .doesNotContain("GPL", "\u001B", "[32m");
        assertThat(log("postBuild: licences"))
                .contains("GPL-3.0 in <b>left-pad</b>")
                .doesNotContain("214", "ERROR");
        assertThat(log("preRun: migrate"))
                .contains("relation orders does not exist")
                .doesNotContain("GPL", "told");
        assertThat(log("runFailed: alert"))
                .contains("told about preRun/migrate")
                .doesNotContain("ERROR");
        assertThat(log("preRun: warm"))
                .contains("preRun: warm was skipped: not reached: preRun/migrate failed")
                .doesNotContain("never");
        assertThat(browser.complaints()).isEmpty();
        stageView();
    }

    /** Icon, the theme's colour of it, and name of what the page shows of our hooks. */
    private List<String> hooks() {
        JsonNode all = browser.evaluate("""
                (() => {
                  const probe = document.body.appendChild(document.createElement("i"));
                  const colour = (css) => { probe.style.color = css; return getComputedStyle(probe).color; };
                  const names = new Map(["green", "orange", "red", "blue"].map(each => [colour(`var(--${each})`), each]));
                  return %s.map(header => {
                    const icon = header.querySelector(".pgv-status-icon");
                    const name = [...header.querySelectorAll("span")].map(each => each.innerText).find(each => each.includes(": "));
                    const look = names.get(colour(getComputedStyle(icon).getPropertyValue("--color")));
                    return name === undefined ? "" : `${icon.getAttribute("aria-label")} ${look} ${name}`;
                  }).filter(each => each !== "");
                })()
                """.formatted(HEADERS));
        List<String> hooks = new ArrayList<>();
        all.forEach(each -> hooks.add(each.asText()));
        return hooks;
    }

    /** Opens the log of a step in its place, reads it, and closes it. That of a step that has failed is open already. */
    private String log(String step) {
        String header = HEADERS + ".find(each => each.innerText.includes('" + step + "'))";
        String group = header + ".closest('.pgv-step-detail-group')";
        browser.evaluate(group + ".querySelector('[role=log]') !== null || " + header + ".querySelector('a').click()");
        browser.until(group + ".querySelectorAll('[role=log] .console-text').length > 0");
        String text = browser.evaluate(group + ".querySelector('[role=log]').innerText")
                .asText();
        browser.evaluate(header + ".querySelector('a').click()");
        browser.until(group + ".querySelector('[role=log]') === null");
        return text;
    }

    /** The page of the job: the stage's logs, a frame for each step. */
    private void stageView() throws MalformedURLException {
        browser.open(address(""));
        String cell = "document.querySelector('.cbwf-stage-view .stage-cell.FAILED .stage-wrapper')";
        browser.until(cell + " !== null");
        assertThat(browser.evaluate(CELLS)).map(JsonNode::asText).containsExactly("UNSTABLE yellow", "FAILED");
        browser.evaluate(cell + ".dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))");
        String logs = "document.querySelector('.cbwf-popover [cbwf-controller=stage-logs]')";
        browser.until(logs + " !== null");
        browser.evaluate(logs + ".click()");
        String frames = "[...document.querySelectorAll('.node-log-frame')]";
        browser.until(frames + ".length > 4");
        JsonNode names = browser.evaluate(frames + """
                .map(each => each.classList[1] + ' ' + each.querySelector('.node-name').innerText.trim())
                .map(each => each.replace(/ -- .*/s, '')).filter(each => each.includes(': '))
                """);
        // Of the warning of a step it tells in the stage's colour, and in no row (docs/decisions/121).
        assertThat(names)
                .map(JsonNode::asText)
                .containsExactly(
                        "SUCCESS preBuild: dependencies",
                        "SUCCESS postBuild: licences",
                        "FAILED preRun: migrate",
                        "SUCCESS runFailed: alert");
        String frame = frames + ".find(each => each.innerText.includes('preRun: migrate'))";
        browser.evaluate(frame + ".querySelector('.node-name').click()");
        browser.until(frame + ".querySelector('pre') !== null");
        assertThat(browser.evaluate(frame + ".querySelector('pre').innerText").asText())
                .contains("relation orders does not exist")
                .doesNotContain("GPL");
    }

    private String address(String path) throws MalformedURLException {
        return jenkins.getUrl() + "job/shop/" + path;
    }
}
