package com.nae.base.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.base.file.LineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    private record Row(String name, Instant at) {}

    private static final Row FIRST = new Row("first", Instant.EPOCH);
    private static final Row SECOND = new Row("with \"quotes\"\nand a newline", Instant.EPOCH.plusSeconds(1));

    @TempDir
    Path folder;

    @Test
    void recordsAreReadAsTheyWereAppended() throws IOException {
        assertEquals(new JsonLines.Contents<>(List.of(), 0), lines().read());
        lines().append(List.of(FIRST));
        long bytes = lines().append(List.of(SECOND));
        assertEquals(new JsonLines.Contents<>(List.of(FIRST, SECOND), 0), lines().read());
        assertEquals(2, Files.readAllLines(file()).size());
        assertEquals(Files.readAllLines(file()).get(1).length() + 1, bytes);
    }

    @Test
    void recordsAreReplacedInOneStep() throws IOException {
        lines().append(List.of(FIRST, FIRST));
        lines().replace(Stream.of(SECOND));
        assertEquals(new JsonLines.Contents<>(List.of(SECOND), 0), lines().read());
    }

    @Test
    void damagedLinesArePassedOverAndCounted() throws IOException {
        lines().append(List.of(FIRST));
        Files.writeString(
                file(),
                Files.readString(file())
                        + "\nno json\nnull\n7\n{\"name\":\"x\",\"at\":\"yesterday\"}\n{\"name\":\"cut sho");
        lines().append(List.of(SECOND));
        assertEquals(new JsonLines.Contents<>(List.of(FIRST, SECOND), 5), lines().read());
    }

    @Test
    void aRecordThatIsNotAcceptedCountsAsDamaged() throws IOException {
        lines().append(List.of(FIRST, SECOND));
        assertEquals(1, lines().read(row -> row.name().equals("first")));
        assertEquals(2, lines().read(row -> {
            throw new IllegalArgumentException(row.name());
        }));
    }

    @Test
    void aLineLongerThanAllowedCountsAsDamaged() throws IOException {
        lines().append(List.of(FIRST, new Row("x".repeat(200), Instant.EPOCH)));
        assertEquals(
                new JsonLines.Contents<>(List.of(FIRST), 1),
                lines().longest(100).read());
    }

    private Path file() {
        return folder.resolve("rows.jsonl");
    }

    private JsonLines<Row> lines() {
        return new JsonLines<>(LineFile.at(file()), JsonFormats.asNamed().create(), Row.class);
    }
}
