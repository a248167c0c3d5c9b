package io.jenkins.plugins.deployhooks.engine.deployment.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deployhooks.engine.report.TimesModule;
import java.io.IOException;

/** Writes and reads what is saved of a deployment as JSON; fields of later versions are passed over. */
public final class SavedJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new TimesModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private SavedJson() {}

    /** {@code progress} as JSON. */
    public static String write(Progress progress) {
        return text(progress);
    }

    /** {@code plan} as JSON. */
    public static String write(SavedPlan plan) {
        return text(plan);
    }

    /**
     * The progress that {@link #write(Progress)} wrote.
     *
     * @throws IOException if {@code json} is none, or one of a version this one cannot read
     */
    public static Progress readProgress(String json) throws IOException {
        Progress progress = JSON.readValue(json, Progress.class);
        if (progress.version() != Progress.VERSION || progress.state() == null || progress.memory() == null) {
            throw new IOException("not the progress of a deployment that this version can go on with");
        }
        return progress;
    }

    /**
     * The plan that {@link #write(SavedPlan)} wrote.
     *
     * @throws IOException if {@code json} is none, or one of a version this one cannot read
     */
    public static SavedPlan readPlan(String json) throws IOException {
        SavedPlan plan = JSON.readValue(json, SavedPlan.class);
        if (plan.version() != SavedPlan.VERSION || plan.definition() == null || plan.steps() == null) {
            throw new IOException("not the plan of a deployment that this version can go on with");
        }
        return plan;
    }

    private static String text(Object saved) {
        try {
            return JSON.writeValueAsString(saved);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is saved is plain data, so it can be written", e);
        }
    }
}
