package com.nae.healing.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a program healers see, and which of its variables. */
class SourceFilesTest {
    @TempDir
    Path root;

    private HostileProgram program;
    private SourceFiles sources;

    @BeforeEach
    void aProgram() throws IOException {
        program = new HostileProgram(root);
        sources = program.sources();
    }

    @Test
    void onlyTheDeclaredSourcesAreThere() throws IOException {
        assertEquals(List.of(".env.example", "ledger/book.py", "main.py", "requirements.txt"), sources.files());
        assertEquals(
                List.of("ledger/book.py"),
                program.sources(List.of("ledger"), Map.of()).files());
        assertEquals(
                List.of("main.py"), program.sources(List.of("*.py"), Map.of()).files());
    }

    @Test
    void noPathLeadsOutOfThem() {
        for (String path : HostileProgram.FOREIGN_PATHS) {
            assertTrue(sources.read(path).isEmpty(), path);
        }
        for (String printed : List.of(
                root.resolve("outside.py").toString(),
                "/etc/passwd",
                "../outside.py",
                root.resolve("app/../outside.py").toString(),
                "<string>",
                "\0",
                "env.py")) {
            assertTrue(sources.resolve(printed).isEmpty(), printed);
        }
        assertEquals(
                Optional.of("main.py"),
                sources.resolve(root.resolve("app/main.py").toString()));
        assertEquals(Optional.of("ledger/book.py"), sources.resolve("book.py"));
    }

    @Test
    void valuesOfSecretsAreNotShown() {
        assertEquals(Optional.of("5"), sources.environment("STEP"));
        assertTrue(sources.environmentNames().contains("API_TOKEN"));
        assertTrue(sources.environment("API_TOKEN").isEmpty());
    }
}
