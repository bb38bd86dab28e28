package com.nae.healing.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializer;
import com.nae.api.healing.Change;
import com.nae.api.process.Mode;
import com.nae.base.json.JsonFormats;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How healing writes its records: one JSON object a line. */
public final class ChangeJson {
    private static final Map<String, Class<? extends Change>> KINDS = Stream.of(
                    Change.EditFile.class,
                    Change.SetEnvironment.class,
                    Change.RunCommand.class,
                    Change.AwaitEndpoint.class,
                    Change.Restart.class,
                    Change.Suggest.class)
            .collect(Collectors.toMap(Class::getSimpleName, kind -> kind));
    private static final Gson PLAIN = scalars(JsonFormats.asNamed()).create();
    /** Reads and writes every record of healing. */
    public static final Gson GSON = scalars(JsonFormats.asNamed())
            .disableHtmlEscaping()
            .registerTypeAdapter(Change.class, (JsonSerializer<Change>) ChangeJson::write)
            .registerTypeAdapter(Change.class, (JsonDeserializer<Change>) ChangeJson::read)
            .create();

    private ChangeJson() {}

    private static com.google.gson.JsonElement write(
            Change change, Type type, com.google.gson.JsonSerializationContext context) {
        JsonObject object = PLAIN.toJsonTree(change).getAsJsonObject();
        object.addProperty("kind", change.getClass().getSimpleName());
        return object;
    }

    private static Change read(
            com.google.gson.JsonElement element, Type type, com.google.gson.JsonDeserializationContext context) {
        JsonObject object = element.getAsJsonObject();
        return PLAIN.fromJson(object, KINDS.get(object.get("kind").getAsString()));
    }

    private static GsonBuilder scalars(GsonBuilder builder) {
        return builder.registerTypeAdapter(Duration.class, JsonFormats.text(Duration::parse, Duration::toString))
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
