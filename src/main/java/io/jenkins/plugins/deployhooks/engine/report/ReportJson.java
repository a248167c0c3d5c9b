package io.jenkins.plugins.deployhooks.engine.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Writes and reads reports as JSON. */
public final class ReportJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new TimesModule())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private ReportJson() {}

    /** The report as JSON, indented, with a line end. */
    public static String write(Report report) {
        try {
            return JSON.writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is plain data, so it can be written", e);
        }
    }

    /**
     * Writes the report to {@code file}; into it, where it is there and is not a regular file.
     *
     * @throws IOException if it cannot be written; then a regular file is as before
     */
    public static void write(Report report, Path file) throws IOException {
        ReportFile.at(file).write(write(report));
    }

    /**
     * Reads a report; fields of later versions are passed over, and their states are {@link StepReport.State#UNKNOWN}.
     *
     * @throws IOException if {@code json} is no report, or lacks what every report has
     */
    public static Report read(String json) throws IOException {
        Report report = JSON.readValue(json, Report.class);
        if (report == null || report.deployment() == null || !isWhole(report.result())) {
            throw new IOException("the report lacks its deployment or its result");
        }
        if (!Stream.concat(report.events().stream().flatMap(event -> event.hooks().stream()), report.tasks().stream())
                .allMatch(ReportJson::isWhole)) {
            throw new IOException("a step of the report lacks its id or its state");
        }
        return report;
    }

    private static boolean isWhole(@CheckForNull Report.Result result) {
        return result != null && result.outcome() != null && result.reason() != null && result.startedAt() != null;
    }

    private static boolean isWhole(StepReport step) {
        return step.id() != null
                && step.state() != null
                && step.reason() != null
                && step.attempts().stream().allMatch(attempt -> attempt.state() != null && attempt.reason() != null);
    }
}
