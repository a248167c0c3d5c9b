package io.jenkins.plugins.deployhooks.engine.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Writes and reads reports as JSON. */
public final class ReportJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new TimesModule())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
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
     * Reads a report; fields of later versions are passed over.
     *
     * @throws IOException if {@code json} is no report
     */
    public static Report read(String json) throws IOException {
        return JSON.readValue(json, Report.class);
    }
}
