package com.nae.shell.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalSanitizerTest {
    private static String clean(boolean colour, String text) {
        return new TerminalSanitizer(colour).sanitize(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain ü 🙂            | plain ü 🙂
            a^[31mred^[0m b      | a^[31mred^[0m b
            a^[1;38;5;9mx        | a^[1;38;5;9mx
            a^[2Jb^[10;10Hc      | abc
            a^[?1049hb           | ab
            a^cb                 | ab
            a^[>4;2mb            | ab
            """)
    void coloursPassAndNothingElseDoes(String text, String cleaned) {
        assertEquals(cleaned.replace('^', '\u001b'), clean(true, text.replace('^', '\u001b')));
    }

    @Test
    void withoutColourEvenColoursAreRemoved() {
        assertEquals("a red b", clean(false, "a \u001b[31mred\u001b[0m b"));
    }

    @Test
    void controlCharactersAndReversedTextAreRemoved() {
        assertEquals("ab\tc\nd", clean(true, "a\u0000\u0007\bb\tc\r\nd\u202e\u2066\u009b\u007f"));
    }

    @Test
    void anOperatingSystemCommandDoesNotReachTheTerminal() {
        assertEquals("a b", clean(true, "a \u001b]52;c;ZXZpbA==\u0007b"));
        assertEquals("a b", clean(true, "a \u001b]0;title\u001b\\b"));
        assertEquals("a\nb", clean(true, "a\u001b]0;never ends\nb"));
    }

    @Test
    void theInputMayBeSplitAtAnyByte() {
        byte[] bytes = "ü\u001b[31m🙂\u001b[2J\u001b]0;t\u0007x".getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            TerminalSanitizer text = new TerminalSanitizer(true);
            assertEquals(
                    "ü\u001b[31m🙂x",
                    text.sanitize(ByteBuffer.wrap(bytes, 0, cut))
                            + text.sanitize(ByteBuffer.wrap(bytes, cut, bytes.length - cut)),
                    "cut at " + cut);
            assertEquals("\u001b[0m", text.resetSequence());
        }
    }

    @Test
    void whatIsNotUtf8IsReplaced() {
        assertEquals("a\ufffdb", new TerminalSanitizer(false).sanitize(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b'
                })));
    }
}
