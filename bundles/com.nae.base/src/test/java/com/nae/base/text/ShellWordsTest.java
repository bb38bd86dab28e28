package com.nae.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a b  c                           | a;b;c",
                "a 'b  c' d                       | a;b  c;d",
                "a \"b  c\"                       | a;b  c",
                "a b'c'\"d\"                      | a;bcd",
                "a ''                             | a;",
                "a\\ b c                          | a b;c",
                "a\\ b \\\"c                      | a b;\"c",
                "a '\\'                           | a;\\",
                "a \"\\\"\\\\\\n\"                | a;\"\\\\n",
                "curl -H 'a: b'  \"it's\" 'x\\y'  | curl;-H;a: b;it's;x\\y",
                "a ${B} \"$C\" $                   | a;${B};$C;$"
            })
    void aCommandIsSplitAsAShellDoes(String text, String expected) throws ParseException {
        assertEquals(List.of(expected.split(";", -1)), ShellWords.split(text));
    }

    @Test
    void nothingButQuotesAndBackslashesIsSpecial() throws ParseException {
        assertEquals(
                List.of("a", "*.py", "~", "|", ";", ">", "$x", "#", "`id`"),
                ShellWords.split("a *.py ~ | ; > $x # `id`"));
    }

    @Test
    void aDollarIsExpandedOutsideSingleQuotesAndNotSplitAgain() throws ParseException {
        assertEquals(
                List.of("a", "<b c>x", "-<b c>-", "$", "$"),
                ShellWords.split("a $x \"-$-\" '$' \\$", (text, dollar, out) -> {
                    out.append("<b c>");
                    return dollar + 1;
                }));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'         | has a ' without its partner              | 0",
                "a 'b      | has a ' without its partner              | 2",
                "a \"b\\\"  | has a \" without its partner             | 2",
                "a\\        | ends with a backslash that escapes nothing | 1",
                "`  `      | names no program                         | 0",
                "'' a      | names no program                         | 0"
            })
    void whatNoShellWouldRunIsRefusedWithItsReason(String text, String reason, int offset) {
        ParseException refused = assertThrows(ParseException.class, () -> ShellWords.split(text));
        assertEquals(reason, refused.getMessage());
        assertEquals(offset, refused.getErrorOffset());
    }
}
