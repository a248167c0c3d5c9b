package io.jenkins.plugins.deployhooks.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Pages that are judged by the rules of WCAG, as far as a program can, and whose pictures are taken. */
final class Gallery {
    /** Whether a part of a table is seen only by whoever moves it, in JavaScript. */
    static final String CUT =
            "[...document.querySelectorAll('.deploy-hooks-scroll')].some(each => each.scrollWidth > each.clientWidth)";

    private static final int SMALLEST = 5_000;
    private static final int LARGEST = 150_000;

    private final Chromium browser;
    private final List<String> faults = new ArrayList<>();

    Gallery(Chromium browser) {
        this.browser = browser;
    }

    /** Opens a page, judges it, and takes its picture. */
    void look(String name, String address) throws IOException {
        browser.open(address);
        browser.evaluate("document.fonts.ready.then(() => true)");
        judge(name);
        save(name);
    }

    /** The same with the page that is open, in a dark theme. */
    void dark(String name) throws IOException {
        browser.evaluate("(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`" + resource("dark.css")
                + "`); document.adoptedStyleSheets = [sheet]; })()");
        judge(name);
        save(name);
    }

    /** Takes the picture of a page that is open and that others have made. */
    void take(String name) throws IOException {
        browser.evaluate("document.fonts.ready.then(() => true)");
        save(name);
    }

    /** Takes the picture of a part of the page that is open, as an expression gives it. */
    void part(String name, String element) throws IOException {
        browser.evaluate("document.fonts.ready.then(() => true)");
        save(name, browser.picture(element));
    }

    /** What is wrong with the pages that were looked at. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Judges the page that is open, as it is now. */
    void judge(String name) throws IOException {
        if (browser.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
                .asBoolean()) {
            faults.add(name + " is wider than the window");
        }
        if (browser.evaluate("innerWidth >= 1200 && " + CUT).asBoolean()) {
            faults.add(name + " has a table that is wider than its place");
        }
        if (browser.evaluate("document.querySelector('#main-panel').innerHTML.includes('M368 368L144 144')"
                        + " || [...document.querySelectorAll('#main-panel img')].some(each => !each.naturalWidth)")
                .asBoolean()) {
            faults.add(name + " has an icon that is not there");
        }
        browser.evaluate(resource("/axe.min.js") + "; true");
        JsonNode violations = browser.evaluate("axe.run('#main-panel', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})"
                + ".then(result => result.violations)");
        for (JsonNode violation : violations) {
            for (JsonNode node : violation.path("nodes")) {
                if (isOurs(node)) {
                    faults.add(name + ": " + violation.path("id").asText() + " "
                            + node.path("html").asText() + " "
                            + node.path("failureSummary").asText());
                }
            }
        }
    }

    /** The rest of a page is Jenkins' own. */
    private boolean isOurs(JsonNode node) {
        String target =
                node.path("target").path(0).asText().replace("\\", "\\\\").replace("'", "\\'");
        return browser.evaluate("document.querySelector('" + target
                        + "').closest('[class*=deploy-hooks], .jenkins-table') !== null")
                .asBoolean();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Gallery.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void save(String name) throws IOException {
        save(name, browser.picture());
    }

    private void save(String name, byte[] picture) throws IOException {
        boolean kept = Boolean.getBoolean("pictures.update");
        assertThat(picture.length).as(name).isBetween(SMALLEST, kept ? LARGEST : Integer.MAX_VALUE);
        Path directory = Repository.root().resolve(kept ? "docs/images" : "target/pictures");
        Files.write(Files.createDirectories(directory).resolve(name + ".png"), picture);
    }
}
