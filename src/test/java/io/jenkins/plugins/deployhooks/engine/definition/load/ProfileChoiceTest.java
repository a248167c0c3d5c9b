package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileChoiceTest {
    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    private String profile() {
        return repository.valid().target().profile();
    }

    @Test
    void nothingAtAllIsNative() {
        assertThat(profile()).isEqualTo("native");
    }

    @Test
    @Requirement({"S5"})
    void hooksInVariablesAloneAreCleverCloud() {
        repository.variable("CC_PRE_BUILD_HOOK", "make");
        assertThat(profile()).isEqualTo("clever-cloud");
    }

    @Test
    void hooksInVariablesBesideAFileAreNative() {
        repository.variable("CC_PRE_BUILD_HOOK", "make").definition();
        assertThat(profile()).isEqualTo("native");
    }

    @Test
    @Requirement({"S30"})
    void theFileOfThePlatformAloneIsPlatformSh() {
        repository.file(".platform.app.yaml", "name: app\nhooks: {build: make}\n");
        assertThat(profile()).isEqualTo("platform-sh");
    }

    @Test
    void aFileThatSaysSoWins() {
        repository.variable("CC_PRE_BUILD_HOOK", "make").definition("profile: platform-sh");
        assertThat(profile()).isEqualTo("platform-sh");
    }

    @Test
    void anArgumentIsStrongerThanTheFile() {
        repository
                .definition("profile: platform-sh")
                .arguments(Arguments.named("").profile("clever-cloud"));
        assertThat(profile()).isEqualTo("clever-cloud");
    }

    @Test
    void anUnknownProfileIsOneProblemAndNotOnePerEvent() {
        repository.definition("profile: heroku", "hooks: {release: make, build: make}");
        assertThat(repository.problems())
                .singleElement()
                .asString()
                .contains("deploy-hooks.yml:2:10: 'profile' is 'heroku'");
        assertThat(repository.load().profile().name()).isEqualTo("native");
    }

    @Test
    void eventsOfAnUnreadableFilesProfileAreNotGuessed() {
        repository
                .file("deploy-hooks.yml", "profile: platform-sh\nenv:\n\trun: {}\n")
                .executable(".deploy-hooks/post_deploy");
        assertThat(repository.problems()).singleElement().asString().contains("a tab in the indentation");
    }
}
