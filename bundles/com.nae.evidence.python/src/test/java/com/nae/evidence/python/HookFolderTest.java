package com.nae.evidence.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookFolderTest {
    private static final Path SOURCES = Path.of("src/main/resources/hook");

    @TempDir
    Path home;

    @Test
    void everyFileOfTheHookIsPlaced() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            Set<String> sources = files.filter(f -> f.toString().endsWith(".py"))
                    .map(f -> SOURCES.relativize(f).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(sources, HookFolder.files().keySet());
        }
    }

    @Test
    void allMayReadTheFilesAndOthersMayNotWriteThem() throws IOException {
        Path folder = new HookFolder(home.resolve("hook")).write();
        try (var placed = Files.walk(folder.getParent())) {
            for (Path path : placed.toList()) {
                String expected = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
                assertEquals(
                        expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path::toString);
            }
        }
    }

    @Test
    void aFileThatWasChangedIsWrittenAgain() throws IOException {
        Path folder = new HookFolder(home).write();
        for (Map.Entry<String, byte[]> file : HookFolder.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), "raise SystemExit");
        }
        assertEquals(folder, new HookFolder(home).write());
        for (Map.Entry<String, byte[]> file : HookFolder.files().entrySet()) {
            assertArrayEquals(file.getValue(), Files.readAllBytes(folder.resolve(file.getKey())));
        }
    }

    @Test
    void theTestsOfTheHookPassWithPythonAlone() throws IOException, InterruptedException {
        Process python = new ProcessBuilder("python3", "-B", "-m", "unittest", "discover", "-s", "src/test/python")
                .redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), output);
    }
}
