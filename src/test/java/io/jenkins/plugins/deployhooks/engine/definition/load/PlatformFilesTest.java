package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several apps in the files of the platform. */
@Requirement("U")
class PlatformFilesTest {
    private static final String MANY = ".platform/applications.yaml";
    private static final String UPSUN = ".upsun/config.yaml";

    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    private Arguments app(String name) {
        return Arguments.named("option --").app(name);
    }

    private static String hook(Definition definition, String event) {
        return definition.events().get(event).hooks().get(0).script().text();
    }

    @Test
    void aFileOfManyAppsIsAMappingOfNamesToApps() {
        repository.file(MANY, """
            api:
              source: {root: api}
              hooks: {build: make api}
            web:
              source: {root: /client/}
              hooks: {build: make web}
            """);
        Definition web = repository.arguments(app("web")).valid();
        assertThat(web.target().profile()).isEqualTo("platform-sh");
        assertThat(web.target().app()).isEqualTo("web");
        assertThat(web.target().folder()).isEqualTo("client");
        assertThat(hook(web, "build")).isEqualTo("make web");
        assertThat(repository.arguments(app("api")).valid().target().folder()).isEqualTo("api");
    }

    @Test
    void orAListOfAppsWithNames() {
        repository.file(MANY, "- {name: api, hooks: {build: make api}}\n- {name: web, hooks: {build: make web}}\n");
        assertThat(hook(repository.arguments(app("web")).valid(), "build")).isEqualTo("make web");
    }

    @Test
    void ofSeveralAppsOneHasToBeNamed() {
        repository.file(MANY, "api: {hooks: {build: x}}\nweb: {hooks: {build: x}}\n");
        assertThat(repository.problems())
                .containsExactly(
                        ".platform/applications.yaml: several apps, there are api, web, say which one is meant by"
                                + " app:");
        assertThat(repository.arguments(app("wep")).problems())
                .containsExactly("option --app: no app is called 'wep', there are api, web, did you mean web?");
    }

    @Test
    void theOnlyAppMayHaveAnotherNameHere() {
        repository.file(UPSUN, "applications: {app: {hooks: {build: make}}}\nroutes: {}\nservices: {}\n");
        Definition shop = repository.arguments(app("shop")).valid();
        assertThat(shop.target().app()).isEqualTo("shop");
        assertThat(hook(shop, "build")).isEqualTo("make");
    }

    @Test
    void theFilesOfUpsunAreReadTogetherAndTheLaterOneCounts() {
        repository
                .file(".upsun/a.yaml", "applications: {api: {hooks: {build: first}}}\n")
                .file(".upsun/b.yml", "applications: {api: {hooks: {build: second}}, web: {hooks: {build: web}}}\n")
                .file(".upsun/parts/c.yaml", "applications: {api: {hooks: {build: third}}}\n")
                .file(".upsun/services.yaml", "services: {db: {type: 'mariadb:11'}}\n");
        assertThat(hook(repository.arguments(app("api")).valid(), "build")).isEqualTo("second");
        assertThat(repository.problems())
                .containsExactly(".upsun/b.yml:1:21: the app 'api' a second time, .upsun/a.yaml has it as well, and the"
                        + " later one counts, remove one");
    }

    @Test
    void whereThereAreFilesOfUpsunTheOthersAreNotRead() {
        repository
                .file(UPSUN, "applications: {app: {hooks: {build: upsun}}}\n")
                .file(".platform.app.yaml", "name: app\nhooks: {build: platform}\n");
        assertThat(hook(repository.valid(), "build")).isEqualTo("upsun");
        assertThat(repository.problems())
                .containsExactly(".platform.app.yaml: not read, the files in .upsun say what the apps are");
    }

    @Test
    void anAppWithAFileOfItsOwnIsFoundByItsFolder() {
        repository
                .file(
                        "client/.platform.app.yaml",
                        "name: client\nhooks: {build: !include {type: string, path: b.sh}}\n")
                .file("client/b.sh", "yarn build\n")
                .definition("profile: platform-sh", "folder: client");
        Definition client = repository.valid();
        assertThat(client.target().folder()).isEqualTo("client");
        assertThat(hook(client, "build")).isEqualTo("yarn build\n");
        assertThat(client.origins().get("hooks.build[0]")).hasToString("client/b.sh:1:1");
    }

    @Test
    void keysWithADotInFrontHoldWhatAliasesStandFor() {
        repository.file(UPSUN, """
            applications:
              .base: &base
                hooks: &hooks
                  build: make all
                  deploy: make deploy
                variables: {env: {A: base, B: base}}
              app:
                <<: *base
                hooks:
                  <<: *hooks
                  deploy: make deploy-app
                mounts: {.ignored: {source: tmp}, /.cache/: {source: tmp}, uploads: {source: storage}}
            """);
        Definition app = repository.valid();
        assertThat(app.target().app()).isEqualTo("app");
        assertThat(hook(app, "build")).isEqualTo("make all");
        assertThat(hook(app, "deploy")).isEqualTo("make deploy-app");
        assertThat(app.phase(Phase.RUN).env()).isEqualTo(Map.of("A", "base", "B", "base"));
        assertThat(app.rules().running().mounts()).containsExactly(".cache", "uploads");
    }

    @Test
    void blocksAreLiteralOrFoldedAndPlainTextsMayHaveSeveralLines() {
        repository.file(".platform.app.yaml", """
            name: app
            hooks:
              build: |-
                set -e
                make  a
              deploy: >
                cd web &&
                drush updatedb

                drush cr
              post_deploy:
                bash ./warm.sh
                --all
            """);
        Definition app = repository.valid();
        assertThat(hook(app, "build")).isEqualTo("set -e\nmake  a");
        assertThat(hook(app, "deploy")).isEqualTo("cd web && drush updatedb\ndrush cr\n");
        assertThat(hook(app, "post_deploy")).isEqualTo("bash ./warm.sh --all");
    }

    @Test
    @Requirement("S34")
    void variablesThatAreNoSingleValuesAreJson() {
        repository.file(".platform.app.yaml", """
            name: app
            variables:
              env:
                LIST: ['a b', 1, true]
                MAP: {milk: 1.5, none: ~}
                TEXT: true
                NOTHING:
              php: {memory_limit: 1G}
            """);
        assertThat(repository.valid().phase(Phase.BUILD).env())
                .isEqualTo(Map.of("LIST", "[\"a b\",1,true]", "MAP", "{\"milk\":1.5,\"none\":null}", "TEXT", "true"));
    }

    @Test
    @Requirement("S40")
    void aWorkerHasTheHooksOfItsAppAndMayHaveVariablesAndMountsOfItsOwn() {
        repository.file(".platform.app.yaml", """
            name: app
            hooks: {build: make}
            variables: {env: {MODE: web, A: x}}
            mounts: {uploads: {source: local}}
            workers:
              queue:
                variables: {env: {MODE: queue}}
                mounts: {spool: {source: local}}
              mail: {commands: {start: ./mail}}
            """);
        Definition queue = repository
                .arguments(Arguments.named("option --").instance("queue"))
                .valid();
        assertThat(queue.target().instance()).isEqualTo("queue");
        assertThat(queue.phase(Phase.RUN).env()).containsEntry("MODE", "queue");
        assertThat(queue.phase(Phase.BUILD).env()).isEqualTo(Map.of("MODE", "web", "A", "x"));
        assertThat(queue.rules().running().mounts()).containsExactly("spool");
        assertThat(queue.rules().running().workers()).containsExactly("queue", "mail");
        assertThat(repository
                        .arguments(Arguments.named("option --").instance("mial"))
                        .problems())
                .contains("option --instance: no instance is called 'mial', there are web, worker, queue, mail, did you"
                        + " mean mail?");
    }

    @Test
    void aKeyThatWasMeantToBeOneOfOursIsSuggested() {
        repository.file(".platform.app.yaml", "name: app\nhook: {build: make}\n");
        assertThat(repository.problems()).singleElement().asString().endsWith("did you mean hooks?");
    }

    @Test
    void oneFileOfManyIsCheckedAlone() {
        repository.file(MANY, "app: {hooks: {biuld: x}}\n");
        assertThat(DefinitionLoader.loadFile(root.resolve(MANY), repository.request())
                        .problems())
                .singleElement()
                .asString()
                .endsWith("did you mean build?");
    }
}
