package io.jenkins.plugins.deployhooks.ui.archive;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.deployhooks.config.ArchiveSettings;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Where the archives of a job are, in which format, and who may list and delete them. */
@WithJenkins
@Requirement("J")
class JobArchivesActionTest {
    private JenkinsRule jenkins;

    private WorkflowRun build(WorkflowJob job, String made) throws Exception {
        String script = """
            node {
                deleteDir()
                writeFile file: 'source', text: 'any'
                withDeployLifecycle(profile: 'native', cache: true) {
                    deployHooks('build') { sh 'echo %s > made' }
                    deployHooks('run') { sh 'cat made' }
                }
            }
            """.formatted(made);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertSuccess(job);
    }

    private void findsItsArchive(WorkflowJob job, String made) throws Exception {
        jenkins.assertLogContains("[deploy-hooks] restore on agent built-in", build(job, made));
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    private static List<Path> entries(Path store) throws IOException {
        return children(store.resolve("entries"));
    }

    private static boolean isGzip(Path entry) throws IOException {
        try (InputStream in = Files.newInputStream(entry.resolve("archive"))) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    private static void keepIn(Path directory, String format) {
        ArchiveSettings settings = new ArchiveSettings();
        settings.setDirectory(directory.toString());
        settings.setFormat(format);
        DeployHooksConfiguration.get().setArchives(settings);
    }

    private int status(String user, HttpMethod method, String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.setJavaScriptEnabled(false);
            client.getOptions().setRedirectEnabled(false);
            client.getOptions().setPrintContentOnFailingStatusCode(false);
            client.setRefreshHandler((page, url, seconds) -> {});
            WebRequest request = new WebRequest(new URL(client.getContextPath() + path), method);
            if (method == HttpMethod.POST) {
                client.addCrumb(request);
            }
            if (!user.equals("anonymous")) {
                client.withBasicCredentials(user);
            }
            return client.getPage(request).getWebResponse().getStatusCode();
        }
    }

    private String firstId(WorkflowJob job) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withBasicCredentials("reader")) {
            JSONObject list =
                    client.getJSON(job.getUrl() + "deployArchives/api/json").getJSONObject();
            JSONObject first = list.getJSONArray("archives").getJSONObject(0);
            assertThat(first.getString("scope")).startsWith(job.getFullName() + " ");
            assertThat(first.getLong("bytes")).isPositive();
            client.setJavaScriptEnabled(false);
            HtmlPage page = client.getPage(job, "deployArchives");
            assertThat(page.querySelector("td.deploy-hooks-key + td").getTextContent())
                    .isEqualTo(job.getFullName());
            return first.getString("id");
        }
    }

    @Test
    void archivesMayBeElsewhereAndBeDeletedByThoseWhoMay(JenkinsRule rule, @TempDir Path elsewhere, @TempDir Path third)
            throws Exception {
        jenkins = rule;
        WorkflowJob job = rule.createProject(WorkflowJob.class, "shop");
        Path own = job.getRootDir().toPath().resolve("deploy-hooks/archives");
        build(job, "one");
        assertThat(entries(own))
                .singleElement()
                .satisfies(entry -> assertThat(isGzip(entry)).isFalse());

        // Another place: what is in the old one is found.
        keepIn(elsewhere, "tar.gz");
        findsItsArchive(job, "one");
        build(job, "two");
        Path store = children(elsewhere).get(0);
        assertThat(entries(store))
                .singleElement()
                .satisfies(entry -> assertThat(isGzip(entry)).isTrue());
        assertThat(entries(own)).hasSize(1);

        // And once more.
        keepIn(third, null);
        findsItsArchive(job, "two");
        findsItsArchive(job, "one");
        assertThat(entries(children(third).get(0))).isEmpty();

        onlyThoseWhoMayDelete(job);
        assertThat(entries(own)).isEmpty();
        assertThat(entries(store)).isEmpty();

        // What is not in the directory of the job follows it all the same.
        build(job, "three");
        Path there = children(third).get(0);
        job.renameTo("store");
        assertThat(there).doesNotExist();
        assertThat(children(third))
                .singleElement()
                .satisfies(moved -> assertThat(entries(moved)).hasSize(1));
        job.delete();
        assertThat(children(third)).isEmpty();
    }

    private void onlyThoseWhoMayDelete(WorkflowJob job) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("configurer", "reader", "cleaner", "stranger")
                .grant(Item.READ)
                .everywhere()
                .to("configurer", "reader", "cleaner")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(JobArchivesAction.DELETE)
                .everywhere()
                .to("cleaner"));
        String id = firstId(job);
        String path = job.getUrl() + "deployArchives/delete?id=";
        assertThat(status("reader", HttpMethod.POST, path + id)).isEqualTo(403);
        assertThat(status("anonymous", HttpMethod.POST, path + id)).isIn(403, 404);
        assertThat(status("stranger", HttpMethod.POST, path + id)).isEqualTo(404);
        assertThat(status("stranger", HttpMethod.GET, job.getUrl() + "deployArchives/api/json"))
                .isEqualTo(404);
        assertThat(status("configurer", HttpMethod.GET, path + id)).isIn(404, 405);
        assertThat(status("configurer", HttpMethod.POST, path + "..%2F..%2Fconfig.xml"))
                .isEqualTo(404);
        assertThat(firstId(job)).isEqualTo(id);
        assertThat(status("configurer", HttpMethod.POST, path + id)).isEqualTo(302);
        assertThat(status("configurer", HttpMethod.POST, path + id)).isEqualTo(404);
        assertThat(status("cleaner", HttpMethod.POST, path + firstId(job))).isEqualTo(302);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy());
        jenkins.jenkins.disableSecurity();
    }
}
