package com.nae.base.json;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;

/**
 * The Gson set-ups of NAE. Both write an {@link Instant} in ISO-8601 and an optional as its value, or as null where it
 * is empty.
 */
public final class JsonFormats {
    private JsonFormats() {}

    /** Field names as in Java: for files that only NAE reads. */
    public static GsonBuilder asNamed() {
        return new GsonBuilder()
                .registerTypeAdapter(Instant.class, text(Instant::parse, Instant::toString))
                .registerTypeAdapterFactory(new OptionalAdapters());
    }

    /** Field names in snake case: for what scripts read. */
    public static GsonBuilder snakeCase() {
        return asNamed().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES);
    }

    /**
     * An adapter that keeps a value as a JSON string; null stays null.
     *
     * @param read makes the value; what it throws on a bad text reaches the caller of Gson as it is
     */
    public static <T> TypeAdapter<T> text(Function<String, T> read, Function<T, String> write) {
        return new TypeAdapter<T>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(value == null ? null : write.apply(value));
            }

            @Override
            public T read(JsonReader in) throws IOException {
                if (in.peek() == JsonToken.NULL) {
                    in.nextNull();
                    return null;
                }
                return read.apply(in.nextString());
            }
        };
    }
}
