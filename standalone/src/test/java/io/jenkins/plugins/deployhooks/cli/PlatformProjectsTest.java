package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects as people have them on the platform, each with a peculiarity of its own; {@code tool} stands for any program. */
@Requirement({"U", "S30", "S41", "S51"})
class PlatformProjectsTest {
    @TempDir
    Path temp;

    private CachedApp app;
    private Path trail;

    @BeforeEach
    void make() throws Exception {
        app = new CachedApp(temp);
        trail = temp.resolve("trail");
        Path tool = Files.createDirectory(temp.resolve("bin")).resolve("tool");
        Files.writeString(tool, "#!/bin/sh\necho \"$DEPLOY_EVENT ${PWD#\"$ROOT\"}: $*\" >> \"$TRAIL\"\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        app.env("TRAIL", trail.toString())
                .env("ROOT", app.root().toRealPath().toString())
                .env("PATH", tool.getParent() + ":" + System.getenv("PATH"));
    }

    private List<String> deployed(String... options) throws Exception {
        app.commit().deploy(options).succeeds();
        return Files.readAllLines(trail);
    }

    @Test
    void aBuildThatWalksThroughDirectoriesAndUsesTheCache() throws Exception {
        app.write("client/readme", "").write(".platform.app.yaml", """
            name: app
            type: "nodejs:20"
            hooks:
              build: |
                set -e
                cd client
                tool install
                cd $PLATFORM_APP_DIR
                if [ ! -d "$PLATFORM_CACHE_DIR/packages" ]; then
                  mkdir "$PLATFORM_CACHE_DIR/packages"
                  tool download
                fi
                tool link "$(ls "$PLATFORM_CACHE_DIR")"
            """);
        assertThat(deployed()).containsExactly("build /client: install", "build : download", "build : link packages");
        app.write("source.txt", "2");
        assertThat(deployed()).hasSize(5).endsWith("build /client: install", "build : link packages");
    }

    @Test
    void hooksThatAreScriptsOfTheApp() throws Exception {
        app.script("ci/build.sh", "tool build")
                .write("ci/warm.sh", "tool warm \"$1\"\n")
                .write(".platform.app.yaml", """
                    name: app
                    hooks:
                      build: ./ci/build.sh
                      deploy:
                        sh ci/warm.sh
                        --all
                      post_deploy: |
                        . ci/warm.sh
                    """);
        assertThat(deployed()).containsExactly("build : build", "deploy : warm --all", "post_deploy : warm ");
    }

    @Test
    void anIncludedScriptWithAnInterpreterOfItsOwn() throws Exception {
        app.write("build.sh", "#!/usr/bin/env bash\nparts=(a b)\ntool \"${parts[1]}\"\n")
                .write(".platform.app.yaml", """
                    name: app
                    hooks:
                      build: !include
                        type: string
                        path: build.sh
                    """);
        assertThat(deployed()).containsExactly("build : b");
    }

    @Test
    void onlyTheLastCommandCounts() throws Exception {
        app.write(".platform.app.yaml", """
            name: app
            hooks:
              build: |
                no-such-program
                false
                tool build
              deploy: |
                false
                tool deploy
            """);
        assertThat(deployed()).containsExactly("build : build", "deploy : deploy");
    }

    @Test
    void severalAppsInOneFileEachInADirectoryOfItsOwn() throws Exception {
        app.write("shared/build.sh", "tool shared \"$KIND\"\n")
                .write("api/readme", "")
                .write("web/readme", "")
                .write(".upsun/config.yaml", """
                    routes: {"https://{default}/": {type: upstream, upstream: "web:http"}}
                    services: {db: {type: "postgresql:16"}}
                    applications:
                      .defaults: &defaults
                        hooks:
                          build: !include {type: string, path: ../shared/build.sh}
                      api:
                        <<: *defaults
                        source: {root: api}
                        variables: {env: {KIND: api}}
                      web:
                        <<: *defaults
                        source: {root: "/web"}
                        variables: {env: {KIND: [web, 2]}}
                    """);
        assertThat(deployed("--app", "api")).containsExactly("build /api: shared api");
        assertThat(deployed("--app", "web")).endsWith("build /web: shared [\"web\",2]");
    }

    @Test
    void anAppFileInItsDirectory() throws Exception {
        app.write("client/.platform.app.yaml", "name: client\nhooks: {build: tool build}\n")
                .write("deploy-hooks.yml", "version: 1\nprofile: platform-sh\nfolder: client\n");
        assertThat(deployed()).containsExactly("build /client: build");
    }

    @Test
    void mountsInMountsOverDirectoriesOfTheRepository() throws Exception {
        app.write("var/readme", "of the repository").write(".platform.app.yaml", """
            name: app
            mounts:
              "var/files": {source: local, source_path: files}
              "/var/": {source: tmp, source_path: var}
            hooks:
              build: |
                tool $(ls var)
                mkdir -p var-built && cp var/readme var-built
              deploy: |
                cp -r var-built/. var/
                tool $(ls var)
            """);
        assertThat(deployed()).containsExactly("build : readme", "deploy : files readme");
        app.write("source.txt", "2");
        assertThat(deployed()).hasSize(4).endsWith("build : readme", "deploy : files readme");
    }

    @Test
    void aBuildThatUnpacksAProgramAndStagesWhatTheFirstDeployPutsIntoItsMounts() throws Exception {
        app.script("setup/build.sh", """
            mkdir -p program/data/pages staged
            echo one > program/data/pages/first
            mv program/data/pages staged
            tool "$(ls program/data)"
            """).script("setup/deploy.sh", """
                [ -f program/data/pages/installed ] || cp -a staged/pages/. program/data/pages
                touch program/data/pages/installed
                tool $(ls program/data/pages)
                """).write(".platform.app.yaml", """
                    name: app
                    hooks:
                        build: |
                            ./setup/build.sh
                        deploy: |
                            ./setup/deploy.sh
                    mounts:
                        'program/data/pages':
                            source: local
                            source_path: pages
                    """);
        assertThat(deployed()).containsExactly("build : ", "deploy : first installed");
        app.freshCheckout();
        assertThat(deployed("--set", "deploy=rm program/data/pages/first; tool $(ls program/data/pages)"))
                .endsWith("deploy : installed");
        assertThat(deployed("--environment", "other")).endsWith("deploy : first installed");
    }

    @Test
    void anAppBelowTheDirectoryOfItsFile() throws Exception {
        app.write("hub/.config/readme", "")
                .write("deploy-hooks.yml", "version: 1\nprofile: platform-sh\nfolder: hub\n")
                .write("hub/.platform.app.yaml", """
                    name: hub
                    source: {root: hub/.config}
                    hooks:
                      build: tool "$(ls)"
                      deploy: test "$PLATFORM_APP_DIR" = "$PWD" && tool
                    """);
        assertThat(deployed()).containsExactly("build /hub/.config: readme", "deploy /hub/.config: ");
    }
}
