package com.nae.base.json;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.nae.base.file.LineFile;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A file of records, one JSON object a line, appended. A line that a crash cut short, or that is no such record, is
 * counted and passed over.
 *
 * @param <T> the record, as {@code gson} reads and writes it
 */
public final class JsonLines<T> {
    private final LineFile file;
    private final Gson gson;
    private final Class<T> type;
    private final int longest;

    /** What a file holds: its records, oldest first, and how many lines were passed over. */
    public record Contents<T>(List<T> records, int damaged) {}

    public JsonLines(LineFile file, Gson gson, Class<T> type) {
        this(file, gson, type, Integer.MAX_VALUE);
    }

    private JsonLines(LineFile file, Gson gson, Class<T> type, int longest) {
        this.file = file;
        this.gson = gson;
        this.type = type;
        this.longest = longest;
    }

    /** The same file, of which a line of more than {@code characters} counts as damaged. */
    public JsonLines<T> longest(int characters) {
        return new JsonLines<>(file, gson, type, characters);
    }

    /** All records; none where there is no file. */
    public Contents<T> read() throws IOException {
        List<T> records = new ArrayList<>();
        int damaged = read(records::add);
        return new Contents<>(records, damaged);
    }

    /**
     * Passes every record on, oldest first, without keeping them in memory.
     *
     * @param take says whether it accepts the record; an {@link IllegalArgumentException} of it is a no
     * @return lines that hold no record, or one that was not accepted; blank lines do not count
     */
    public int read(Predicate<T> take) throws IOException {
        return file.read(line -> line.isBlank() || taken(line, take));
    }

    private boolean taken(String line, Predicate<T> take) {
        if (line.length() > longest) {
            return false;
        }
        try {
            T record = gson.fromJson(line, type);
            return record != null && take.test(record);
        } catch (JsonParseException | IllegalArgumentException | DateTimeException noRecord) {
            return false;
        }
    }

    /**
     * Appends records in one write, all or none.
     *
     * @return bytes appended
     */
    public long append(List<? extends T> records) throws IOException {
        return file.append(records.stream().map(gson::toJson).toList());
    }

    /** Replaces all records in one step; the new ones are on the disk when this returns. */
    public void replace(Stream<? extends T> records) throws IOException {
        file.replace(records.map(gson::toJson));
    }
}
