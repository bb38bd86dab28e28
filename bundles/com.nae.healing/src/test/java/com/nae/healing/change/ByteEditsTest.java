package com.nae.healing.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Edits of bytes, made on a file that may have changed since. */
class ByteEditsTest {
    @Test
    void anEditIsMadeOnAnotherStateOfTheFileOnlyWhereItsPlaceIsTheSame() throws Exception {
        byte[] before = "a\nb\nc\nd\n".getBytes(StandardCharsets.UTF_8);
        byte[] after = "a\nB\nc\nd\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "0\na\nB\nc\nd\n",
                new String(
                        ByteEdits.transplant(before, after, "0\na\nb\nc\nd\n".getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8));
        assertThrows(
                RefusedException.class,
                () -> ByteEdits.transplant(before, after, "a\nx\nc\nd\n".getBytes(StandardCharsets.UTF_8)));
    }
}
