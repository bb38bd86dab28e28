package com.nae.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.config.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CfgParserTest {
    private final List<SettingsException> problems = new ArrayList<>();

    private Map<String, String> parse(String text) {
        return CfgParser.parse(text.getBytes(UTF_8), problems);
    }

    @Test
    void keysAndValuesAreTrimmedAndCommentsLeftOut() {
        assertEquals(
                Map.of("command", "python3 -c 'a = 1'", "empty", "", "umlaut", "ä # no comment"),
                parse("# x\r\n command = python3 -c 'a = 1' \r\n\n  # y = z\nempty=\numlaut =ä # no comment"));
    }

    @Test
    void aBackslashAtTheEndContinuesInTheNextLine() {
        assertEquals(
                Map.of("a", "one two", "b", "c:\\\\", "c", "last"),
                parse("a = one \\\n   two\nb = c:\\\\\nc = last\\"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() {
        assertEquals(Map.of("a", "1"), parse("\uFEFFa=1\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a = 1~nonsense       | line 2 has no '='
            a = 1~~a = 2         | a is set twice (line 3; keys are not case-sensitive)
            a = 1~A = 2          | A is set twice (line 2; keys are not case-sensitive)
            = 1                  | line 1 has no valid key before the '=': letters, digits, '_', '.', ':' and '-'
            my key = 1           | line 1 has no valid key before the '=': letters, digits, '_', '.', ':' and '-'
            service.pid = x      | service.pid is reserved (line 1)
            nae.file = x         | nae.file is reserved (line 1)
            a = x^y              | line 1 has a control character
            """)
    void aProblemIsReportedWithItsLine(String text, String message) {
        String file = text.replace('~', '\n').replace('^', '\0');
        parse(file);
        assertEquals(
                List.of(message),
                problems.stream().map(SettingsException::getMessage).toList());
    }

    @Test
    void everyBadLineIsReportedAndTheOthersAreRead() {
        assertEquals(Map.of("a", "1", "b", "2"), parse("nonsense\na = 1\nmore nonsense\na = 2\nb = 2\n"));
        assertEquals(
                List.of("line 1", "line 3", "a"),
                problems.stream().map(SettingsException::key).toList());
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        var e = assertThrows(SettingsException.class, () -> CfgParser.parse("a = ä".getBytes(ISO_8859_1), problems));
        assertEquals("is not UTF-8 text", e.reason());
    }
}
