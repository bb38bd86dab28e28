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

/** A recorded stream with the issues expected in it. An {@code index.jsonl} beside the streams lists them. */
record RecordedStream(String name, byte[] text, JsonObject index) {
    private static final Set<String> FAMILIES = Set.of("import", "connection", "timeout", "key");

    /** Returns the samples of this module, and those of the shared folder beside the project if it is there. */
    static Stream<RecordedStream> all() {
        Stream<RecordedStream> own = in(Path.of("src/test/resources/samples"));
        return Stream.concat(own, shared("tracebacks").map(RecordedStream::in).orElse(Stream.empty()));
    }

    /** Returns a folder of the shared test data beside the project; empty if it is not there. */
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

    /** Returns the expected issue in one line. */
    String expected() {
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
                                .map(RecordedStream::canonical)
                                .orElse("*"),
                "root=" + get("root", "root_type").orElse("*"),
                "place=" + place.orElse("*"),
                "function=" + get("func").orElse("*"),
                "subject=" + get("subject").orElse("*"));
    }

    private static String canonical(String type) {
        return type.equals("asyncio.exceptions.TimeoutError") ? "TimeoutError" : type;
    }

    /**
     * Returns the issues found in the same format, with a star for each value on which the index has no expectation.
     */
    String describe(List<Fault> faults) {
        if (faults.isEmpty()) {
            return "nothing";
        }
        Fault fault = faults.get(0);
        String place = fault.place()
                .map(p -> p.file().replace("/srv/app/", "") + ":" + p.line())
                .orElse("-");
        String first = String.join(
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
                ? first
                : first + " and " + (faults.size() - 1) + " more: " + faults.subList(1, faults.size());
    }

    /**
     * Returns the type to compare. For languages other than Python the index describes the type in words that begin
     * with its name.
     */
    private String type(Fault fault) {
        Optional<String> expected = get("type", "reported_type");
        boolean described =
                index.has("reported_type") && !get("lang").orElse("").equals("python");
        if (expected.isEmpty()) {
            return "*";
        }
        return described && expected.get().startsWith(fault.type().split(" ")[0]) ? expected.get() : fault.type();
    }

    @Override
    public String toString() {
        return name;
    }
}
