package com.nae.issues.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Decoding, masking and searching of log lines. */
class LogTextTest {
    @Test
    void coloursTitlesAndControlCharactersAreRemoved() {
        assertEquals("red text", LogText.clean("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007text"));
        assertEquals("ab\tc", LogText.clean("a\u0000b\t\u0007c\u009b\u202e"));
        assertEquals("", LogText.clean("\u001b[31"));
        assertEquals("", LogText.clean("\u001b]never closed"));
    }

    @Test
    void secretsAreMasked() {
        assertEquals("postgres://app:***@db:5432/x", LogSecretMasker.mask("postgres://app:hunter2@db:5432/x"));
        assertEquals("Authorization: ***", LogSecretMasker.mask("Authorization: abcdef"));
        assertEquals("Bearer *** sent", LogSecretMasker.mask("Bearer abc.def sent"));
        assertEquals("{\"password\": \"***\", \"n\": 1}", LogSecretMasker.mask("{\"password\": \"s3cret\", \"n\": 1}"));
        assertEquals("login with api_key=*** failed", LogSecretMasker.mask("login with api_key=42xyz failed"));
        assertEquals("the token is missing", LogSecretMasker.mask("the token is missing"));
    }

    @Test
    void triggersAreFoundAtAnyPosition() {
        TriggerMatcher triggers = new TriggerMatcher(List.of("traceback", "\n\tat ", "0 e ", "Error"));
        Random random = new Random(1);
        for (String word : List.of("TRACEBACK", "\n\tat ", "0 E ", "error", "eRRor")) {
            for (int n = 0; n < 200; n++) {
                String before = "x".repeat(random.nextInt(30));
                byte[] b = (before + word + "y".repeat(random.nextInt(9))).getBytes(StandardCharsets.US_ASCII);
                assertEquals(before.length(), triggers.find(b, 0, b.length));
                assertEquals(-1, triggers.find(b, 0, before.length() + word.length() - 1));
            }
        }
    }

    @Test
    void aTriggerIsFoundAtEveryPositionUnlessItIsCutOff() {
        TriggerMatcher triggers =
                new TriggerMatcher(List.of("panic: ", "error", "segmentation fault"), List.of("12 E "));
        for (String word : List.of("panic: ", "ERROR", "segmentation fault", "12 E ")) {
            for (int at = 0; at < 40; at++) {
                byte[] b = ("12 ".repeat(40).substring(0, at) + word + " e 12 er".repeat(4))
                        .getBytes(StandardCharsets.US_ASCII);
                assertTrue(triggers.find(b, 0, b.length) >= 0, word + " at " + at);
                assertEquals(-1, triggers.find(b, at + 1, b.length), word + " at " + at);
            }
        }
        assertEquals(-1, triggers.find("12 e 12 e 12 e ".getBytes(StandardCharsets.US_ASCII), 0, 15));
    }

    @Test
    void coloursAreRemovedFromBytes() {
        byte[] b = "\u001b[1;31mERROR\u001b[0m it \u001b[Kbroke".getBytes(StandardCharsets.US_ASCII);
        assertEquals("ERROR it broke", new String(LogText.withoutColours(b, 0, b.length), StandardCharsets.US_ASCII));
        assertEquals(0, LogText.withoutColours(b, 8, 12).length);
    }

    @Test
    void aTriggerThatIsTooShortIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> new TriggerMatcher(List.of("err")));
        assertFalse(LogText.truncate("x".repeat(10), 5).length() > 5);
    }
}
