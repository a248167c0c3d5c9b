package io.jenkins.plugins.deployhooks.ui.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where steps ran is known at once, is written later, and is read when somebody asks. */
@Requirement("J")
class StepPlacesTest {
    private static final StepPlace FIRST = new StepPlace(1, "linux", "7");
    private static final StepPlace SECOND = new StepPlace(2, "other", "9");

    @TempDir
    private Path dir;

    private StepPlaces written() throws IOException {
        StepPlaces places = StepPlaces.in(dir);
        places.add("preRun/migrate", FIRST);
        places.write();
        return places;
    }

    @Test
    void anAttemptDoesNotWaitForTheDisk() throws IOException {
        StepPlaces places = StepPlaces.in(dir);
        places.add("preRun/migrate", FIRST);
        places.add("preRun/migrate", SECOND);
        assertThat(places.of("preRun/migrate", 1)).isEqualTo(FIRST);
        assertThat(places.last("preRun/migrate")).isEqualTo(SECOND);
        assertThat(dir).isEmptyDirectory();
        places.write();
        assertThat(StepPlaces.in(dir).of("preRun/migrate", 1)).isEqualTo(FIRST);
        assertThat(StepPlaces.in(dir).last("preRun/migrate")).isEqualTo(SECOND);
    }

    @Test
    void nothingIsReadBeforeSomebodyAsks() throws IOException {
        StepPlaces early = StepPlaces.in(dir);
        written();
        assertThat(early.last("preRun/migrate")).isEqualTo(FIRST);
    }

    @Test
    void whatIsFoundAgainAfterARestartIsKeptWithWhatWasThere() throws IOException {
        written();
        StepPlaces again = StepPlaces.in(dir);
        again.add("preRun/migrate", new StepPlace(1, null, "7"));
        again.add("postRun", SECOND);
        again.write();
        assertThat(StepPlaces.in(dir).last("preRun/migrate"))
                .as("its agent is not there yet")
                .isEqualTo(FIRST);
        assertThat(StepPlaces.in(dir).last("postRun")).isEqualTo(SECOND);
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() throws IOException {
        Path directory = Files.createFile(dir.resolve("deployment"));
        StepPlaces places = StepPlaces.in(directory);
        places.add("build", FIRST);
        assertThatThrownBy(places::write).isInstanceOf(IOException.class);
        assertThat(places.last("build")).isEqualTo(FIRST);
        Files.delete(directory);
        places.write();
        assertThat(StepPlaces.in(directory).last("build")).isEqualTo(FIRST);
    }

    @Test
    void whatIsNotNewIsNotWrittenAgain() throws IOException {
        StepPlaces places = written();
        Files.delete(dir.resolve("places.json"));
        places.add("preRun/migrate", FIRST);
        places.write();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void whatCannotBeReadIsNotShown() throws IOException {
        for (String broken : new String[] {"{", "null", "[]"}) {
            Files.writeString(dir.resolve("places.json"), broken);
            assertThat(StepPlaces.in(dir).last("build")).as(broken).isNull();
        }
    }
}
