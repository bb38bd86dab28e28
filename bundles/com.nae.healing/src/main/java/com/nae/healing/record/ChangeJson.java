package com.nae.healing.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonSerializer;
import com.nae.api.healing.Change;
import com.nae.api.healing.ChangeEvent;
import com.nae.api.process.Mode;
import com.nae.base.json.JsonFormats;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The JSON format of the records of healing: one object a line. A change carries its kind, so that it can be read back.
 */
public final class ChangeJson {
    /** Without the adapter of changes, which itself writes the fields of a change with this one. */
    private static final Gson PLAIN = scalars(JsonFormats.asNamed()).create();
    /** Reads and writes every record of healing, including changes. */
    public static final Gson GSON = scalars(JsonFormats.asNamed())
            .disableHtmlEscaping()
            .registerTypeAdapter(Change.class, (JsonSerializer<Change>) ChangeJson::write)
            .registerTypeAdapter(Change.class, (JsonDeserializer<Change>) ChangeJson::read)
            .create();

    private ChangeJson() {}

    private static com.google.gson.JsonElement write(
            Change change, Type type, com.google.gson.JsonSerializationContext context) {
        JsonObject object = PLAIN.toJsonTree(change).getAsJsonObject();
        object.addProperty("kind", change.kind().word());
        return object;
    }

    private static Change read(
            com.google.gson.JsonElement element, Type type, com.google.gson.JsonDeserializationContext context) {
        JsonObject object = element.getAsJsonObject();
        return PLAIN.fromJson(object, kind(object.get("kind").getAsString()).type());
    }

    private static Change.Kind kind(String word) {
        return Change.Kind.of(word).orElseThrow(() -> new JsonParseException("no change is called " + word));
    }

    private static ChangeEvent event(String word) {
        return ChangeEvent.of(word).orElseThrow(() -> new JsonParseException("no event is called " + word));
    }

    /** The types that are one string in JSON: events and modes by word, durations in ISO 8601, bytes in Base64. */
    private static GsonBuilder scalars(GsonBuilder builder) {
        return builder.registerTypeAdapter(ChangeEvent.class, JsonFormats.text(ChangeJson::event, ChangeEvent::word))
                .registerTypeAdapter(Duration.class, JsonFormats.text(Duration::parse, Duration::toString))
                .registerTypeAdapter(
                        byte[].class,
                        JsonFormats.text(Base64.getDecoder()::decode, Base64.getEncoder()::encodeToString))
                .registerTypeAdapter(
                        com.google.gson.reflect.TypeToken.getParameterized(Optional.class, Mode.class)
                                .getType(),
                        JsonFormats.text(
                                word -> List.of(Mode.values()).stream()
                                        .filter(m -> m.word().equals(word))
                                        .findFirst(),
                                (Optional<Mode> mode) -> mode.map(Mode::word).orElse("")));
    }
}
