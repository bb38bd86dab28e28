package com.nae.base.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.Gson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonFormatsTest {
    private record Limits(OptionalInt openFiles, OptionalLong bytes, OptionalDouble cpu, Optional<String> note) {}

    private record Sample(Instant takenAt, Limits limits, Optional<List<Integer>> ports) {}

    private static final Sample EMPTY = new Sample(
            Instant.parse("2026-01-01T00:00:00Z"),
            new Limits(OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty(), Optional.empty()),
            Optional.empty());
    private static final Sample FULL = new Sample(
            Instant.parse("2026-01-01T00:00:00.5Z"),
            new Limits(OptionalInt.of(1), OptionalLong.of(2), OptionalDouble.of(.5), Optional.of("x")),
            Optional.of(List.of(80, 443)));

    @Test
    void optionalsAreTheirValueAndInstantsAreIso() {
        assertEquals(
                "{\"taken_at\":\"2026-01-01T00:00:00.500Z\",\"limits\":{\"open_files\":1,"
                        + "\"bytes\":2,\"cpu\":0.5,\"note\":\"x\"},\"ports\":[80,443]}",
                JsonFormats.snakeCase().create().toJson(FULL));
    }

    @Test
    void emptyOptionalsAreNullWhereNullsAreWrittenAndAbsentWhereNot() {
        assertEquals(
                "{\"takenAt\":\"2026-01-01T00:00:00Z\",\"limits\":{\"openFiles\":null,"
                        + "\"bytes\":null,\"cpu\":null,\"note\":null},\"ports\":null}",
                JsonFormats.asNamed().serializeNulls().create().toJson(EMPTY));
        assertEquals(
                "{\"takenAt\":\"2026-01-01T00:00:00Z\",\"limits\":{}}",
                JsonFormats.asNamed().create().toJson(EMPTY));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Gson gson = JsonFormats.snakeCase().serializeNulls().create();
        assertEquals(FULL, gson.fromJson(gson.toJson(FULL), Sample.class));
        assertEquals(EMPTY, gson.fromJson(gson.toJson(EMPTY), Sample.class));
    }

    @Test
    void aTextAdapterKeepsAValueAsAStringAndNullAsNull() {
        Gson gson = JsonFormats.asNamed()
                .registerTypeAdapter(Duration.class, JsonFormats.text(Duration::parse, Duration::toString))
                .create();
        assertEquals("\"PT5S\"", gson.toJson(Duration.ofSeconds(5)));
        assertEquals(Duration.ofSeconds(5), gson.fromJson("\"PT5S\"", Duration.class));
        assertNull(gson.fromJson("null", Duration.class));
    }
}
