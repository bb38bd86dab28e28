package com.nae.issues;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nae.issues.track.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A recorded stream with what is to be found in it. An {@code index.jsonl} beside the streams names them. */
record RecordedStream(String name, byte[] text, JsonObject index) {
    private static final Set<String> FAMILIES = Set.of("import", "connection", "timeout", "key");

    /** The samples of this module, and those of the yardstick beside the project where it is there. */
    static Stream<RecordedStream> all() {
        Stream<RecordedStream> own = in(Path.of("src/test/resources/samples"));
        return Stream.concat(own, shared("tracebacks").map(RecordedStream::in).orElse(Stream.empty()));
    }

    /** A folder of the yardsticks beside the project's root; empty where they are not. */
    static Optional<Path> shared(String folder) {
        return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(p -> p.resolve("../shared").resolve(folder))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static Stream<RecordedStream> in(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("index.jsonl")).stream()
                    .map(line -> of(folder, JsonParser.parseString(line).getAsJsonObject()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedStream of(Path folder, JsonObject index) {
        String name = index.get("file").getAsString();
        try {
            return new RecordedStream(name, Files.readAllBytes(folder.resolve(name)), index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> get(String... keys) {
        return Stream.of(keys)
                .map(index::get)
                .filter(e -> e != null && !e.isJsonNull())
                .map(JsonElement::getAsString)
                .findFirst();
    }

    /** What is to be found, in one line. */
    String wanted() {
        String family = get("family").orElseThrow();
        if (family.equals("none")) {
            return "nothing";
        }
        Optional<String> place = get("place")
                .or(() -> get("file_to_fix").map(f -> f + ":" + get("line").orElse("0")));
        return String.join(
                " ",
                FAMILIES.contains(family) ? family : "other",
                "type="
                        + get("type", "reported_type")
                                .map(RecordedStream::renamed)
                                .orElse("*"),
                "root=" + get("root", "root_type").orElse("*"),
                "place=" + place.orElse("*"),
                "function=" + get("func").orElse("*"),
                "subject=" + get("subject").orElse("*"));
    }

    private static String renamed(String type) {
        return type.equals("asyncio.exceptions.TimeoutError") ? "TimeoutError" : type;
    }

    /** What was found, in the same words; where nothing particular is wanted a star stands. */
    String told(List<Fault> faults) {
        if (faults.isEmpty()) {
            return "nothing";
        }
        Fault fault = faults.get(0);
        String place = fault.place()
                .map(p -> p.file().replace("/srv/app/", "") + ":" + p.line())
                .orElse("-");
        String told = String.join(
                " ",
                fault.family().word(),
                "type=" + type(fault),
                "root=" + (get("root", "root_type").isEmpty() ? "*" : fault.rootType()),
                "place=" + (get("place", "file_to_fix").isEmpty() ? "*" : place),
                "function="
                        + (get("func").isEmpty()
                                ? "*"
                                : fault.place().map(p -> p.function()).orElse("-")),
                "subject=" + (get("subject").isEmpty() ? "*" : fault.subject()));
        return faults.size() == 1
                ? told
                : told + " and " + (faults.size() - 1) + " more: " + faults.subList(1, faults.size());
    }

    /** Beside Python the yardstick describes the type in words, beginning with its name. */
    private String type(Fault fault) {
        Optional<String> wanted = get("type", "reported_type");
        boolean described =
                index.has("reported_type") && !get("lang").orElse("").equals("python");
        if (wanted.isEmpty()) {
            return "*";
        }
        return described && wanted.get().startsWith(fault.type().split(" ")[0]) ? wanted.get() : fault.type();
    }

    @Override
    public String toString() {
        return name;
    }
}
