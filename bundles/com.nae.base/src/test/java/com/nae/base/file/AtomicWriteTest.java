package com.nae.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicWriteTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(AtomicWrite.Sync.class)
    void theContentIsReplacedAndNothingIsLeftBeside(AtomicWrite.Sync sync) throws IOException {
        Path file = Files.writeString(folder.resolve("state"), "a much longer old text");
        AtomicWrite.to(file).sync(sync).text("né");
        assertEquals("né", Files.readString(file));
        assertAloneInFolder(file);
    }

    @Test
    void missingFoldersAreMade() throws IOException {
        Path file = folder.resolve("data/run/state");
        AtomicWrite.to(file).bytes(new byte[] {1, 2});
        assertEquals(2, Files.size(file));
    }

    @Test
    void aWriterThatFailsLeavesTheOldContentAndNoTemporaryFile() throws IOException {
        Path file = Files.writeString(folder.resolve("state"), "old");
        IOException thrown = assertThrows(
                IOException.class,
                () -> AtomicWrite.to(file).stream(out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("disk full");
                }));
        assertEquals("disk full", thrown.getMessage());
        assertEquals("old", Files.readString(file));
        assertAloneInFolder(file);
    }

    @Test
    void aFolderInThePlaceOfTheTargetIsLeftAlone() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("state/inner")).getParent();
        assertThrows(IOException.class, () -> AtomicWrite.to(taken).text("new"));
        assertTrue(Files.isDirectory(taken.resolve("inner")));
        assertAloneInFolder(taken);
    }

    @Test
    void aCrashBeforeTheRenameLeavesTheOldContent() throws IOException {
        Path file = Files.writeString(folder.resolve("state"), "old");
        assertThrows(
                IllegalStateException.class,
                () -> AtomicWrite.to(file)
                        .beforeRename(written -> {
                            assertEquals("new", Files.readString(written));
                            throw new IllegalStateException("killed");
                        })
                        .text("new"));
        assertEquals("old", Files.readString(file));
    }

    @Test
    void whatACrashLeftBesideDoesNotHinderTheNextWrite() throws IOException {
        Path file = folder.resolve("state");
        Files.writeString(AtomicWrite.temporary(file), "half a line of an earlier runtime, longer than the next");
        AtomicWrite.to(file).ownerOnly().text("new");
        assertEquals("new", Files.readString(file));
        assertAloneInFolder(file);
    }

    @Test
    void aLinkInThePlaceOfTheTemporaryFileIsNotFollowed() throws IOException {
        Path file = folder.resolve("state");
        Path other = Files.writeString(folder.resolve("other"), "other");
        Files.createSymbolicLink(AtomicWrite.temporary(file), other);
        AtomicWrite.to(file).text("new");
        assertEquals("other", Files.readString(other));
    }

    @Test
    void anOwnerOnlyFileIsClosedToOthersFromItsFirstByte() throws IOException {
        Path file = folder.resolve("token");
        AtomicWrite.to(file).ownerOnly().stream(out -> assertEquals("rw-------", mode(AtomicWrite.temporary(file))));
        assertEquals("rw-------", mode(file));
    }

    @Test
    void aStepBeforeTheRenameSetsWhatTheTargetGets() throws IOException {
        Path file = folder.resolve("state");
        FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        AtomicWrite.to(file)
                .beforeRename(written -> {
                    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("r--r-----"));
                    Files.setLastModifiedTime(written, time);
                })
                .text("new");
        assertEquals("r--r-----", mode(file));
        assertEquals(time, Files.getLastModifiedTime(file));
    }

    @Test
    void aWriteThroughAnotherFolderIsNeverSeenBesideItsTarget() throws IOException {
        Path file = folder.resolve("watched/state");
        Path elsewhere = folder.resolve("elsewhere");
        AtomicWrite write = AtomicWrite.to(file).through(elsewhere);
        write.stream(out -> {
            assertTrue(Files.exists(elsewhere));
            assertAloneInFolder(file);
            out.write('1');
        });
        assertThrows(
                IOException.class,
                () -> write.stream(out -> {
                    throw new IOException("disk full");
                }));
        assertEquals("1", Files.readString(file));
        assertFalse(Files.exists(elsewhere));
    }

    @Test
    void aWriterMayCloseTheStreamAsACompressorMust() throws IOException {
        Path file = folder.resolve("log.gz");
        AtomicWrite.to(file).sync(AtomicWrite.Sync.CONTENT).stream(out -> {
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write("packed".getBytes(StandardCharsets.UTF_8));
            }
        });
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            assertEquals("packed", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void assertAloneInFolder(Path file) {
        assertFalse(Files.exists(AtomicWrite.temporary(file)), "the temporary file is still there");
    }
}
