package com.nae.evidence.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HookVariablesTest {
    private static final Path SOCKET = Path.of("/home of/s");

    @Test
    void theHookStandsBeforeThePathOfTheProgram() throws IOException {
        HookVariables variables = HookVariables.of(Path.of("/h/hook"), SOCKET);
        String rest = " " + ProcessHandle.current().pid() + " t /home of/s";
        assertEquals(
                Map.of("PYTHONPATH", "/h/hook:/a:/b", "NAE_EVIDENCE", "plain" + rest),
                variables.of("t", Map.of("PYTHONPATH", "/a:/b")));
        assertEquals(Map.of("PYTHONPATH", "/h/hook", "NAE_EVIDENCE", "plain" + rest), variables.of("t", Map.of()));
        assertEquals(
                Map.of("PYTHONPATH", "/h/hook", "NAE_EVIDENCE", "empty" + rest),
                variables.of("t", Map.of("PYTHONPATH", "")));
    }

    @Test
    void aHomeThatCannotStandInAPathOfModulesIsRefused() {
        assertThrows(IOException.class, () -> HookVariables.of(Path.of("/h:1/hook"), SOCKET));
    }
}
