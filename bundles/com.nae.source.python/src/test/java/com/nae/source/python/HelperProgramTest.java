package com.nae.source.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HelperProgramTest {
    private static final Path PACKAGE = Path.of("src/main/resources/nae_source");

    @Test
    void everyModuleOfThePackageIsSentToTheInterpreter() throws IOException {
        try (var files = Files.list(PACKAGE)) {
            Set<String> modules = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".py") && !f.equals("bootstrap.py"))
                    .map(f -> f.substring(0, f.length() - 3))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(modules, HelperProgram.modules().keySet());
        }
    }

    @Test
    void theLengthInBytesComesBeforeThePackage() {
        byte[] bytes = HelperProgram.bytes();
        assertEquals(bytes.length - 8, Integer.parseInt(new String(bytes, 0, 8, StandardCharsets.US_ASCII)));
    }

    @Test
    void theTestsOfThePackagePassWithPythonAlone() throws IOException, InterruptedException {
        Process python = new ProcessBuilder("python3", "-B", "-m", "unittest", "discover", "-s", "src/test/python")
                .redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), output);
    }
}
