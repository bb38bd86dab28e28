package com.nae.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateBundleTest {
    @TempDir
    Path folder;

    private Path jar(String... headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        for (int i = 0; i < headers.length; i += 2) {
            manifest.getMainAttributes().putValue(headers[i], headers[i + 1]);
        }
        Path file = folder.resolve("x.jar");
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.putNextEntry(new JarEntry("noise"));
            out.write(noise);
        }
        return file;
    }

    @Test
    void aCompleteJarIsRead() throws IOException {
        CandidateBundle c = CandidateBundle.read(jar(
                "Bundle-SymbolicName",
                "my.healer;singleton:=true",
                "Bundle-Version",
                "1.2.3",
                "Service-Component",
                "x.xml"));
        assertEquals("my.healer", c.name());
        assertEquals("1.2.3", c.version().toString());
        assertTrue(c.components());
    }

    @Test
    void aTruncatedJarIsNotComplete() throws IOException {
        byte[] bytes = Files.readAllBytes(jar("Bundle-SymbolicName", "my.healer", "Bundle-Version", "1.0.0"));
        for (int length = 0; length < bytes.length; length += 997) {
            Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(bytes, length));
            assertThrows(IOException.class, () -> CandidateBundle.read(cut));
        }
    }

    @Test
    void aFlippedByteIsDetected() throws IOException {
        Path file = jar("Bundle-SymbolicName", "my.healer", "Bundle-Version", "1.0.0");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThrows(IOException.class, () -> CandidateBundle.read(file));
    }

    @Test
    void aJarWithoutANameOrWithAMalformedVersionIsNoBundle() throws IOException {
        assertTrue(assertThrows(IOException.class, () -> CandidateBundle.read(jar("Bundle-Version", "1.0.0")))
                .getMessage()
                .contains("Bundle-SymbolicName"));
        Path file = jar("Bundle-SymbolicName", "x", "Bundle-Version", "one");
        assertTrue(assertThrows(IOException.class, () -> CandidateBundle.read(file))
                .getMessage()
                .contains("Bundle-Version"));
    }

    @Test
    void theTrialCopyHasAnotherNameAndTheSameContent() throws IOException {
        CandidateBundle c = CandidateBundle.read(jar("Bundle-SymbolicName", "my.healer", "Bundle-Version", "1.0.0"));
        Path copy = folder.resolve("copy.jar");
        c.trialCopy(copy);
        assertEquals("my.healer.nae-trial", CandidateBundle.read(copy).name());
        try (JarFile one = new JarFile(c.file().toFile());
                JarFile two = new JarFile(copy.toFile())) {
            assertTrue(Arrays.equals(
                    one.getInputStream(one.getEntry("noise")).readAllBytes(),
                    two.getInputStream(two.getEntry("noise")).readAllBytes()));
        }
    }
}
