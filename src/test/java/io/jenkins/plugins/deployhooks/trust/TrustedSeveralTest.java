package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a fork that no text names by themselves: of directories and patterns, with an ending, and what programs look for. */
@Requirement("J")
class TrustedSeveralTest {
    @TempDir
    Path temp;

    private Revisions shop;

    @BeforeEach
    void make() throws Exception {
        shop = new Revisions(temp);
        for (String path : List.of(
                "deploy.bat",
                "ci/publish.cmd",
                "ci/hooks.d/10-first",
                "ci/deploy-web.sh",
                "all.sh",
                "app/Makefile",
                "web/package.json",
                "web/test/page.js",
                "compose.yaml",
                "Dockerfile",
                "pom.xml",
                "mvnw",
                "src/main.c",
                "app/main.c",
                "k8s/web.yaml",
                "services/web/deploy.sh",
                "ci/local-a.sh",
                "api/page.js",
                "tests/conftest.py",
                "website/yarn.lock",
                "tools/pack.sh")) {
            shop.both(path, ":\n");
        }
        shop.both("Makefile", "all: src/main.c\n\tcc src/main.c && ./tools/pack.sh out\n");
        shop.both("main.tf", "provisioner \"local-exec\" { command = \"./tools/pack.sh\" }\n");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call deploy|deploy.bat",
                "cd ci && call publish now|ci/publish.cmd",
                "run-parts ci/hooks.d|ci/hooks.d/10-first",
                "cd ci && run-parts hooks.d|ci/hooks.d/10-first",
                "for f in ci/hooks.d/*; do sh $f; done|ci/hooks.d/10-first",
                "cd ci/hooks.d && for f in *; do ./$f; done|ci/hooks.d/10-first",
                "start-all ci/|ci/hooks.d/10-first",
                "start-all ci/hooks.d|ci/hooks.d/10-first",
                "sh -c ./ci/hooks.d/1?-*|ci/hooks.d/10-first",
                "true; sh ci/deploy-$STAGE.sh|ci/deploy-web.sh",
                "true; sh ci/deploy-${STAGE:-web}.sh|ci/deploy-web.sh",
                "call ci\\deploy-%STAGE%.sh|ci/deploy-web.sh",
                "sh $HERE/*.sh|all.sh",
                "make release|Makefile",
                "make|Makefile",
                "make -C app|app/Makefile",
                "make all|tools/pack.sh",
                "npm --prefix web ci|web/package.json",
                "cd web; /usr/bin/npm.cmd run build|web/package.json",
                "docker compose up -d|compose.yaml",
                "docker-compose up|compose.yaml",
                "docker build -t shop .|Dockerfile",
                "./mvnw|pom.xml",
                "./mvnw -B deploy|pom.xml",
                "terraform apply|main.tf",
                "terraform apply|tools/pack.sh",
                "(cd k8s && ./check.sh); kubectl apply -f k8s/|k8s/web.yaml",
                "kubectl apply -f k8s/web.yaml; kubectl apply -f $(dirname $0)/k8s|k8s/web.yaml",
                "load \"$APP_HOME/k8s\"|k8s/web.yaml",
                "load \"$(pwd)\"/k8s|k8s/web.yaml",
                "docker run -v ${PWD}/k8s:/k8s kubectl|k8s/web.yaml",
                "cd $X && npm ci|web/package.json"
            })
    void areAsInTheTarget(String text, String path) throws Exception {
        assertThat(shop.objection(text)).as("as in the target").isNull();
        Revisions.write(shop.workspace(), path, "stolen\n");
        assertThat(shop.objection(text))
                .startsWith(path + " is other than in the trusted revision 1 of main")
                .contains("so it is not started; merge that revision if it is newer, or have the change merged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call deploy|deploy.exe",
                "run-parts ci/hooks.d|ci/hooks.d/20-new",
                "for f in ci/hooks.d/*; do sh $f; done|ci/hooks.d/20-new",
                "true; sh ci/deploy-$STAGE.sh|ci/deploy-new.sh",
                "for f in $HERE/*.sh; do sh $f; done|new.sh",
                "for f in ci/*.sh; do sh $f; done; ls ci/local-*.sh|ci/deploy-new.sh",
                "for f in ci/*.sh; do sh $f; done; ls ci/local-x*.sh ci/local-x.s?|ci/local-x.sh",
                "for f in services/*/deploy.sh; do sh $f; done|services/evil/deploy.sh",
                "for f in ci/**/*.sh; do sh $f; done|ci/deep/er/x.sh"
            })
    void orNotThereAtAllWhereTheTargetHasOthers(String text, String path) throws Exception {
        assertThat(shop.objection(text)).as("without it").isNull();
        Revisions.write(shop.workspace(), path, "stolen\n");
        assertThat(shop.objection(text))
                .startsWith(path + " is not in the trusted revision 1 of main")
                .contains("have it merged");
    }

    @Test
    void whatWasBuiltAndWhatIsOnlyBuiltFromIsLeftAlone() throws Exception {
        Revisions.write(shop.workspace(), "dist/page.js", "built");
        Revisions.write(shop.workspace(), "shop-1.tgz", "built");
        Revisions.write(shop.workspace(), "web/test/page.js", "changed");
        Revisions.write(shop.workspace(), "src/main.c", "changed");
        shop.both("package.json", "{}");
        for (String path : List.of("app/main.c", "api/page.js", "tests/conftest.py", "website/yarn.lock")) {
            Revisions.write(shop.workspace(), path, "changed");
        }
        Revisions.write(shop.workspace(), "web-1/out/page.js", "built");
        for (String text : List.of(
                "docker run -v \"$PWD:/app\" -w /app node npm run migrate",
                "docker run -w /app/ node",
                "docker push \"$REGISTRY/web\"",
                "curl $URL/api",
                "pip install -r requirements.txt",
                "npm run build",
                "cd web && npm run build",
                "cp web-*/out/page.js /srv",
                "cd web && cp ../shop-1.tgz ./",
                "cp -r dist/ dist/*.js /srv",
                "curl -T shop-*.tgz host",
                "cp shop-$VERSION.tgz /srv",
                "cd web && npm test",
                "make",
                "rm -rf *; test 2 '*' 3; echo done?")) {
            assertThat(shop.objection(text)).as(text).isNull();
        }
    }

    @Test
    void aDirectoryWithMoreThanAnybodyComparesIsRefusedByItsName() throws Exception {
        for (int i = 0; i <= 1000; i++) {
            shop.both("many/" + i, "");
        }
        assertThat(shop.objection("load many/"))
                .isEqualTo(
                        "many/ means more than 1000 files, and each of them would have to be as in the trusted revision"
                                + " 1 of main, so it is not started; name those that the hook needs");
        assertThat(shop.objection("load many/*")).startsWith("many/* means more than 1000 files");
        Files.createDirectories(shop.workspace().resolve("node_modules"));
        for (int i = 0; i <= 1000; i++) {
            Revisions.write(shop.workspace(), "node_modules/" + i, "");
        }
        assertThat(shop.objection("load node_modules/ node_modules/*"))
                .as("built")
                .isNull();
    }

    @Test
    void aDirectoryIsNotComparedInPart() throws Exception {
        for (int i = 0; i < 700; i++) {
            shop.both("half/" + i, "");
        }
        for (int i = 0; i < 310; i++) {
            shop.both("half/d" + i + "/x", "");
        }
        assertThat(shop.objection("load half/")).startsWith("half/ means more than 1000 files");
        assertThat(shop.objection("load half/d7/")).isNull();
    }

    @Test
    void whatADirectoryHasIsAskedForOnce() throws Exception {
        for (int i = 0; i < 100; i++) {
            shop.both("some/" + i, "");
        }
        assertThat(shop.objection("load some/; load ./some; load some/*")).isNull();
        assertThat(shop.files().asked()).isBetween(100, 150);
    }

    @Test
    void aDirectoryThatIsALinkInTheTargetIsRefused() throws Exception {
        Files.createSymbolicLink(shop.revision().resolve("current"), Path.of("ci"));
        Files.createSymbolicLink(shop.workspace().resolve("current"), Path.of("ci"));
        assertThat(shop.objection("load current/"))
                .startsWith("current is a directory, and none in the trusted revision 1 of main");
        assertThat(shop.objection("run-parts current"))
                .startsWith("current/deploy-web.sh is a link in the trusted revision 1 of main, or behind one");
    }
}
