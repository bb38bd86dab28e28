package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The standard library of Python under the hook for evidence. */
@Tag("python-tests")
class StandardLibraryIT {
    private static final String COMPARISON = "bundles/com.nae.evidence.python/src/test/python/standard_library.py";

    @Test
    void theTestsOfTheStandardLibraryHaveTheSameResultsWithAndWithoutTheHook() throws Exception {
        Process python = new ProcessBuilder(
                        "python3", StoryHome.PROJECT.resolve(COMPARISON).toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), output);
    }
}
