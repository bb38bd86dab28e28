package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A disk that is full loses no line: output is kept back until there is room. */
class FullDiskIT {
    private static final int LINES = 40_000;
    private static final String WHOLE = IntStream.range(0, LINES).mapToObj(i -> "line " + i + " of a program that does not know that the disk is full\n").collect(Collectors.joining());
    private static final String PROGRAM = "for i in range(" + LINES + "): print('line', i, 'of a program that does not know that the disk is full', flush=i % 100 == 0)";

    @Test
    void everyLineIsThereInOrderWhenThereIsRoomAgain() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Path logs = Files.createDirectory(home.path("logs"));
            boolean mounted = home.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", logs.toString()).code() == 0;
            try {
                if (!mounted) {
                    Files.createSymbolicLink(logs.resolve("writer.live.log"), Path.of("/dev/full"));
                }
                tell(home, logs, mounted);
                home.stop();
            } finally {
                home.run("umount", "-l", logs.toString());
            }
        }
    }

    /** Without the right to mount, the log alone is a disk that is full. */
    private static void tell(StoryHome home, Path logs, boolean mounted) throws IOException {
        home.up("live");
        home.write("writer.py", PROGRAM, "import time; time.sleep(1000)");
        home.process("writer", "command = python3 ${nae.home}/writer.py", "modes = live");
        Await.until("its output is kept back", () -> mounted ? Files.getFileStore(logs).getUsableSpace() == 0 : home.serviceLog().contains("writer@live cannot be written"));
        assertTrue(home.nae("status", "writer").out().contains("RUNNING"), "the program is not harmed");
        if (mounted) {
            assertEquals(0, home.run("mount", "-o", "remount,size=50m", logs.toString()).code());
        } else {
            Files.delete(logs.resolve("writer.live.log"));
        }
        Await.until("every line is there", () -> home.log("writer", "live").length() >= WHOLE.length());
        assertEquals(WHOLE, home.log("writer", "live"));
    }
}
