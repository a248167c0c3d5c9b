package io.jenkins.plugins.deployhooks.engine.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Instants and durations in JSON: ISO 8601, instants in UTC. */
public final class TimesModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    /** Writes and reads both. */
    public TimesModule() {
        super("times");
        addSerializer(Instant.class, ToStringSerializer.instance);
        addSerializer(Duration.class, ToStringSerializer.instance);
        addDeserializer(Instant.class, new Reader<>(Instant.class, Instant::parse, "not an instant"));
        addDeserializer(Duration.class, new Reader<>(Duration.class, Duration::parse, "not a duration"));
    }

    /** As serializable as the readers have to be. */
    private interface Parse<T> extends Serializable {
        T of(String text);
    }

    private static final class Reader<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final Parse<T> parse;

        private final String fault;

        Reader(Class<T> type, Parse<T> parse, String fault) {
            super(type);
            this.parse = parse;
            this.fault = fault;
        }

        @Override
        @SuppressWarnings("unchecked") // Jackson checks that it is of the class it was asked for
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return parse.of(json.getText());
            } catch (DateTimeException e) {
                return (T) context.handleWeirdStringValue(_valueClass, json.getText(), fault);
            }
        }
    }
}
