package com.nae.evidence.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketPlaceTest {
    private static final String LONG = "x".repeat(90);

    @TempDir
    Path home;

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void name() {
        folder = home.resolve("e");
    }

    @Test
    void theSocketLiesInAFolderThatOthersMayPassButNotList() throws IOException {
        Path socket = new SocketPlace(folder, temporary).find();
        assertEquals(folder, socket.getParent());
        assertEquals("rwx--x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals(16, socket.getFileName().toString().length());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("socket"))));
    }

    @Test
    void aRestartedRuntimeUsesTheSamePlace() throws IOException {
        SocketPlace first = new SocketPlace(folder, temporary);
        Path socket = first.find();
        assertFalse(first.isKept());
        SocketPlace second = new SocketPlace(folder, temporary);
        assertEquals(socket, second.find());
        assertTrue(second.isKept());
    }

    @Test
    void aDeepHomeHasItsSocketInTheTemporaryFolder() throws IOException {
        SocketPlace place = new SocketPlace(folder.resolve(LONG), temporary);
        Path socket = place.find();
        assertEquals(temporary, socket.getParent().getParent());
        assertEquals("rwx--x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
        assertEquals(socket, new SocketPlace(folder.resolve(LONG), temporary).find());
    }

    @Test
    void aPlaceThatIsOpenToOthersOrGoneOrDamagedIsNotUsedAgain() throws IOException {
        Path deep = folder.resolve(LONG);
        Path opened = new SocketPlace(deep, temporary).find();
        Files.setPosixFilePermissions(opened.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        Path moved = new SocketPlace(deep, temporary).find();
        assertNotEquals(opened, moved);
        Files.delete(moved.getParent());
        Path another = new SocketPlace(deep, temporary).find();
        assertNotEquals(moved, another);
        Files.delete(another.getParent());
        Files.createSymbolicLink(another.getParent(), temporary);
        assertNotEquals(another, new SocketPlace(deep, temporary).find());
        for (String damaged : new String[] {"", "\0", "/etc/passwd", "s"}) {
            Files.writeString(deep.resolve("socket"), damaged);
            SocketPlace place = new SocketPlace(deep, temporary);
            assertEquals(temporary, place.find().getParent().getParent());
            assertFalse(place.isKept());
        }
    }

    @Test
    void withoutAShortFolderThereIsNoPlace() {
        assertThrows(IOException.class, () -> new SocketPlace(folder.resolve(LONG), temporary.resolve(LONG)).find());
    }
}
