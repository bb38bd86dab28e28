package com.nae.healing.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The form in which edits are shown. */
class UnifiedDiffTest {
    @Test
    void aDiffIsWhatDiffPrints() {
        assertEquals(
                "--- a/m.py\n+++ b/m.py\n@@ -1,4 +1,5 @@\n \"\"\"x\"\"\"\n+import json\n import os\n a\n b\n",
                UnifiedDiff.unified(
                        "m.py",
                        "\"\"\"x\"\"\"\nimport os\na\nb\nc\nd\n".getBytes(StandardCharsets.UTF_8),
                        "\"\"\"x\"\"\"\nimport json\nimport os\na\nb\nc\nd\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals("", UnifiedDiff.unified("m.py", new byte[] {1}, new byte[] {1}));
        assertTrue(
                UnifiedDiff.unified("m.py", "a".getBytes(StandardCharsets.UTF_8), "b".getBytes(StandardCharsets.UTF_8))
                        .endsWith("-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"));
    }
}
