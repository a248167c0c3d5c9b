package io.jenkins.plugins.deployhooks.ui.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real Jenkins, with the policy for contents of pages in force, and a real browser; left out where there is none. */
abstract class InChromium {
    @RegisterExtension
    final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .javaOptions("-Djenkins.security.csp.CspHeader.headerName=Content-Security-Policy");

    @TempDir
    Path dir;

    Chromium browser;
    Gallery gallery;

    @BeforeEach
    void open() throws Exception {
        Optional<Path> installed = Chromium.installed();
        Assumptions.assumeTrue(
                installed.isPresent(),
                "no Chromium is installed, so the pages were not looked at: install Debian's package chromium, or name"
                        + " one in the variable CHROMIUM");
        browser = Chromium.start(installed.get(), Files.createDirectory(dir.resolve("profile")));
        gallery = new Gallery(browser);
    }

    @AfterEach
    void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }
}
