package com.nae.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFileTest {
    @TempDir
    Path folder;

    @Test
    void linesAreAddedInOrderAndCounted() throws IOException {
        LineFile file = LineFile.at(folder.resolve("logs/lines"));
        assertEquals(0, file.size());
        assertEquals(4, file.append(List.of("a", "b")));
        assertEquals(3, file.durable().append(List.of("é")));
        assertEquals(List.of("a", "b", "é"), lines(file));
        assertEquals(7, file.size());
    }

    @Test
    void aLineThatACrashCutShortIsKeptApartFromTheNext() throws IOException {
        Path path = Files.writeString(folder.resolve("lines"), "a\nhal");
        LineFile file = LineFile.at(path);
        file.append(List.of("b"));
        file.append(List.of("c"));
        assertEquals("a\nhal\nb\nc\n", Files.readString(path));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8_191, 8_192, 8_193, 30_000})
    void theDamagedEndIsCutOffHoweverLongItIs(int length) throws IOException {
        Path path = Files.writeString(folder.resolve("lines"), "a\nb\n" + "x".repeat(length));
        LineFile file = LineFile.at(path);
        file.truncateToLastNewline();
        assertEquals("a\nb\n", Files.readString(path));
        file.append(List.of("c"));
        assertEquals(List.of("a", "b", "c"), lines(file));
    }

    @Test
    void aFileWithoutAnyNewlineIsEmptiedAndAWholeOneIsLeftAlone() throws IOException {
        Path half = Files.writeString(folder.resolve("half"), "never finished");
        LineFile.at(half).truncateToLastNewline();
        assertEquals("", Files.readString(half));
        Path whole = Files.writeString(folder.resolve("whole"), "a\n");
        LineFile.at(whole).truncateToLastNewline();
        assertEquals("a\n", Files.readString(whole));
        LineFile.at(folder.resolve("none")).truncateToLastNewline();
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void allLinesAreReplacedInOneStepAndAppendsGoOn() throws IOException {
        Path path = Files.writeString(folder.resolve("lines"), "a\nb\nhal");
        LineFile file = LineFile.at(path).ownerOnly();
        file.replace(Stream.of("x", "y"));
        file.append(List.of("z"));
        assertEquals("x\ny\nz\n", Files.readString(path));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void linesThatAreNotAcceptedAreCounted() throws IOException {
        Path path = Files.writeString(folder.resolve("lines"), "a\nb\nc");
        assertEquals(2, LineFile.at(path).read(line -> line.equals("b")));
        assertEquals(0, LineFile.at(folder.resolve("none")).read(line -> false));
    }

    @Test
    void anOwnerOnlyFileIsClosedToOthers() throws IOException {
        Path path = folder.resolve("lines");
        LineFile.at(path).ownerOnly().append(List.of("secret"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void anAppendThatIsNotPossibleSaysSo() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("lines"));
        assertThrows(IOException.class, () -> LineFile.at(taken).append(List.of("a")));
    }

    private static List<String> lines(LineFile file) throws IOException {
        List<String> lines = new ArrayList<>();
        file.read(lines::add);
        return lines;
    }
}
