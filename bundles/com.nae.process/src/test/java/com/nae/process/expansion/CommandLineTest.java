package com.nae.process.expansion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.config.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final VariableExpander VARIABLES = new VariableExpander(
            "command",
            name -> Optional.ofNullable(Map.of("DIR", "/a b", "EMPTY", "").get(name)));

    private static List<String> words(String text) {
        return CommandLine.split("command", text, VARIABLES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a 'b  c' d            | a;b  c;d",
                "sh -c 'echo ${X} $$'  | sh;-c;echo ${X} $$",
                "x ${DIR}              | x;/a b",
                "x \"${DIR}/c\"        | x;/a b/c",
                "x ${EMPTY}            | x;",
                "x \\${DIR} \"\\${D}\" | x;${DIR};${D}",
                "x $$ $$5 5$           | x;$;$5;5$"
            })
    void variablesAreExpandedOutsideSingleQuotesAndNotSplitAgain(String text, String expected) {
        assertEquals(List.of(expected.split(";", -1)), words(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'", "\"", "a 'b", "a \"b\\\"", "a\\", "''", "${EMPTY}", "a ${", "a ${NOPE}", "a ${no-name}"})
    void whatNoShellWouldRunIsRefusedByTheNameOfItsKey(String text) {
        assertEquals(
                "command",
                assertThrows(SettingsException.class, () -> words(text)).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a 'b c'", "a ''", "a \"it's\"", "a '$x'"})
    void aJoinedCommandSplitsAgain(String text) {
        assertEquals(words(text), words(CommandLine.join(words(text))));
    }
}
