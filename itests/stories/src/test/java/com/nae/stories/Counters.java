package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.testing.Await;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Workers that print their pid and then ten numbers a second, each once. Their logs show whether a line was lost or
 * doubled, or a worker started again.
 */
final class Counters {
    private static final String PROGRAM = """
            import os, time
            print("pid", os.getpid(), flush=True)
            number = 0
            while True:
                print("line", number, flush=True)
                number += 1
                time.sleep(0.1)
            """;

    private final StoryHome home;
    private final int count;

    Counters(StoryHome home, int count) throws IOException {
        this.home = home;
        this.count = count;
        home.write("work/counter.py", PROGRAM);
        for (int i = 0; i < count; i++) {
            home.process("counter" + i, "command = python3 counter.py", "directory = work", "modes = live");
        }
    }

    /** Waits until each worker has printed so many more lines. */
    Counters awaitLines(int more) throws IOException {
        int[] before = new int[count];
        for (int i = 0; i < count; i++) {
            before[i] = lines(i).size();
        }
        for (int i = 0; i < count; i++) {
            int counter = i;
            Await.until("counter" + i + " prints", () -> lines(counter).size() >= before[counter] + more);
        }
        return this;
    }

    /** The pids that the workers printed; fails if one was started more than once. */
    List<Long> pids() throws IOException {
        Long[] pids = new Long[count];
        for (int i = 0; i < count; i++) {
            List<String> starts =
                    lines(i).stream().filter(line -> line.startsWith("pid ")).toList();
            assertEquals(1, starts.size(), () -> "started more than once: " + starts);
            pids[i] = Long.valueOf(starts.get(0).substring(4));
        }
        return List.of(pids);
    }

    /** Fails unless every log holds each number once and in order. */
    void assertEachLineOnce() throws IOException {
        for (int i = 0; i < count; i++) {
            List<String> lines =
                    lines(i).stream().filter(line -> !line.startsWith("pid ")).toList();
            assertEquals(
                    IntStream.range(0, lines.size())
                            .mapToObj(number -> "line " + number)
                            .toList(),
                    lines);
        }
    }

    private List<String> lines(int counter) throws IOException {
        String log = home.log("counter" + counter, "live");
        return log.substring(0, log.lastIndexOf('\n') + 1).lines().toList();
    }
}
