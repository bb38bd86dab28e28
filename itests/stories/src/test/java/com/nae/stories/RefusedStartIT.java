package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code start_continuous_nae.sh} prints and returns when it cannot start. */
class RefusedStartIT {
    @ParameterizedTest
    @ValueSource(strings = {"both", "--verbose", "Live"})
    void unknownWordsAreUsage(String word) throws Exception {
        try (StoryHome home = new StoryHome()) {
            Outcome outcome = home.start(word);
            assertEquals(2, outcome.code());
            assertEquals(
                    "nae: unknown mode or option '" + word
                            + "'; usage: start_continuous_nae.sh [dual|sandbox|live] [--foreground] [--home DIR]\n",
                    outcome.out());
        }
    }

    @Test
    void withoutJavaItSaysSo() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Outcome outcome = home.environment("JAVA_HOME", null)
                    .environment("PATH", toolsWithoutJava(home))
                    .start();
            assertEquals(1, outcome.code());
            assertEquals("nae: no Java found; install a JDK 17 or later, or set JAVA_HOME\n", outcome.out());
        }
    }

    @ParameterizedTest
    @CsvSource({"11.0.2, 11", "1.8.0_392, 1"})
    void tooOldAJavaIsNamed(String version, String feature) throws Exception {
        try (StoryHome home = new StoryHome()) {
            Path java = program(home.path("old/bin/java"), "echo 'openjdk version \"" + version + "\"' >&2");
            Outcome outcome =
                    home.environment("JAVA_HOME", home.path("old").toString()).start();
            assertEquals(1, outcome.code());
            assertEquals("nae: " + java + " is Java " + feature + "; 17 or later is needed\n", outcome.out());
            home.write("old/release", "JAVA_VERSION=\"" + version + "\"");
            assertEquals(new Outcome(1, outcome.out()), home.nae("status"), "the client says the same");
        }
    }

    @Test
    void anUnwritableHomeIsNamed() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("file", "in the way");
            Outcome below = home.run(
                    StoryHome.DISTRIBUTION
                            .resolve("scripts/start_continuous_nae.sh")
                            .toString(),
                    "--home",
                    home.path("file/home").toString());
            assertEquals(1, below.code());
            assertEquals("nae: cannot make the home " + home.path("file/home") + "\n", below.out());
            home.write("logs", "in the way");
            Outcome outcome = home.start();
            assertEquals(1, outcome.code());
            assertEquals("nae: cannot write to the home " + home.root + "\n", outcome.out());
        }
    }

    @Test
    void aFailedStartGivesTheReason() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/launcher.properties", "jvm.options = -Xmx2m -Xms4m");
            Outcome outcome = home.start();
            assertEquals(1, outcome.code());
            assertTrue(outcome.out().contains("heap size"), outcome::out);
            assertTrue(
                    outcome.out()
                            .endsWith("nae: failed to start; see " + home.path("logs/continuous_service.log") + "\n"),
                    outcome::out);
        }
    }

    /** A folder with what the script needs, but no Java. */
    private static String toolsWithoutJava(StoryHome home) throws IOException {
        Path folder = Files.createDirectories(home.path("tools"));
        for (String tool : new String[] {
            "bash", "sh", "dirname", "mkdir", "cat", "sed", "tail", "head", "wc", "rm", "sleep", "find", "env"
        }) {
            Path real = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            Files.createSymbolicLink(folder.resolve(tool), real);
        }
        return folder.toString();
    }

    private static Path program(Path file, String line) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
