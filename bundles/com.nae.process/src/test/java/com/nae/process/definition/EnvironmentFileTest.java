package com.nae.process.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentFileTest {
    @TempDir
    private Path home;

    private Map<String, String> read(String text) throws IOException {
        Files.writeString(home.resolve("a.env"), text);
        return EnvironmentFile.read("a.env", new DefinitionContext(home, Map.of("HOST", "h1"), "root", true, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=1                 | 1",
                "export A=1          | 1",
                "  A = 1 2 # three   | 1 2",
                "A=1#2               | 1#2",
                "A='x # ${HOST} \\n' | x # ${HOST} \\n",
                "A=\"x # ${HOST}\"   | x # h1",
                "A=\"a\\\"b\" # c    | a\"b",
                "A=\"\\${HOST}\"     | ${HOST}",
                "A=pa$$word$         | pa$$word$",
                "A=k=v               | k=v"
            })
    void valuesAreReadAsMostToolsDo(String line, String value) throws IOException {
        assertEquals(Map.of("A", value), read(line));
    }

    @Test
    void commentsBlankLinesEarlierNamesAndWindowsLineEnds() throws IOException {
        assertEquals(
                Map.of("A", "1", "B", "1/x", "C", "", "D", "a\nb"),
                read("# all\r\n\r\nA=1\r\nB=${A}/x\r\nC=\r\nD=\"a\\nb\"\r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "just words | line 1 is not NAME=value",
                "1A=x | line 1 is not NAME=value",
                "A='x | line 1 has a ' without",
                "A='x' y | line 1 goes on behind",
                "A=${NOPE} | no variable NOPE is set"
            })
    void aBadLineIsNamed(String line, String reason) {
        var e = assertThrows(SettingsException.class, () -> read(line));
        assertEquals("environment_file", e.key());
        assertTrue(e.reason().contains(reason), e.reason());
    }

    @Test
    void aMissingFileIsAnErrorUnlessItIsOptional() {
        var context = new DefinitionContext(home, Map.of(), "root", true, Map.of());
        assertEquals(Map.of(), EnvironmentFile.read("-gone.env", context));
        assertTrue(assertThrows(SettingsException.class, () -> EnvironmentFile.read("gone.env", context))
                .reason()
                .contains(home + "/gone.env"));
    }

    @Test
    void theDefinitionOverridesItsFiles() throws IOException {
        Files.writeString(home.resolve("a.env"), "A=file\nB=file\n");
        var settings = new Settings(
                Map.of("command", "x", "environment_file", "a.env, -none.env", "environment.B", "own ${A} ${B}"));
        assertEquals(
                Map.of("A", "file", "B", "own file file"),
                ModeDefinitions.of(
                                "x",
                                settings,
                                new DefinitionContext(home, Map.of(), "root", true, Map.of()),
                                ProcessDefaults.STANDARD)
                        .byMode()
                        .get(Mode.LIVE)
                        .environment());
    }
}
