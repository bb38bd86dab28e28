package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logs that are followed, as a user sees them. */
class LogsIT {
    private static final int LINES = 20_000;

    @Test
    @Tag("every-jdk")
    void logsAreFollowedOverRotationWithoutLossAndEndWithTheirReader() throws Exception {
        try (StoryHome home = new StoryHome()) {
            counting(home);
            home.up("live");
            Path shown = home.path("followed.out");
            Process follower = follow(home, shown);
            Await.until("it is followed", () -> Files.readString(shown).equals("ready\n"));
            home.write("go");
            String whole = IntStream.rangeClosed(1, LINES)
                    .mapToObj(i -> "line " + i + " of a log that is rotated\n")
                    .collect(Collectors.joining("", "ready\n", ""));
            Await.until(
                    "every line is shown once and in order",
                    () -> Files.readString(shown, StandardCharsets.UTF_8).equals(whole));
            assertTrue(logs(home) > 2, "the log was rotated");
            follower.destroy();
            Await.until("the session has ended", () -> Running.threads(home.pid(), "nae-shell-sess") == 0);
            assertEquals(
                    "line 19999 of a log that is rotated\nline 20000 of a log that is rotated\n",
                    home.nae("logs", "-n", "2", "count").out());
        }
    }

    /** A program that prints many lines at once when it is told to, into a log that is rotated often. */
    private static void counting(StoryHome home) throws IOException {
        home.process(
                "count",
                "command = sh -c 'i=0; echo ready; while [ ! -e \"$GO\" ]; do sleep 0.05; done; while [ $i -lt " + LINES
                        + " ]; do i=$((i+1)); echo \"line $i of a log that is rotated\"; done; exec sleep 1000'",
                "modes = live",
                "log_max_size = 16K",
                "log_keep = 50",
                "environment.GO = " + home.path("go"));
    }

    private static Process follow(StoryHome home, Path shown) throws IOException {
        String nae = StoryHome.DISTRIBUTION.resolve("scripts/nae").toString();
        return home.spawn(shown, nae, "logs", "-f", "count@live", "--home", home.root.toString());
    }

    private static long logs(StoryHome home) throws IOException {
        try (Stream<Path> logs = Files.list(home.path("logs"))) {
            return logs.filter(file -> file.getFileName().toString().startsWith("count.live.log"))
                    .count();
        }
    }
}
