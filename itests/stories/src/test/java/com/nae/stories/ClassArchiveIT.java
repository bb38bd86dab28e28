package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The class archive that makes starts fast, on a machine that did not build the distribution. */
class ClassArchiveIT {
    @Test
    void anUnpackedDistributionMakesItsArchiveInTheBackgroundAndUsesItFromTheNextStartOn() throws Exception {
        try (StoryHome home = new StoryHome()) {
            String packed = StoryHome.DISTRIBUTION.resolveSibling("nae.tar.gz").toString();
            Outcome unpacked = home.run("tar", "xzf", packed, "-C", home.root.toString(), "--strip-components=1");
            assertEquals(0, unpacked.code(), unpacked::out);
            assertFalse(Files.exists(home.path("classes.jsa")), "the archive of another machine does not ship");
            home.run("sh", "-c", "rm " + home.path("config") + "/com.nae.process-*.cfg");

            start(home);
            Await.until("an archive is made", () -> Files.exists(home.path("data/cache/classes.jsa.for")));
            Await.until("what made it is gone", () -> !Files.exists(home.path("data/cache/rehearsal")));
            home.stop();
            start(home);
            Path maps = Path.of("/proc/" + home.pid() + "/maps");
            if (Files.exists(maps)) {
                assertTrue(Files.readString(maps)
                        .contains(home.path("data/cache/classes.jsa").toString()));
            }
            home.stop();
        }
    }

    private static void start(StoryHome home) throws IOException {
        Outcome outcome = home.run(home.path("scripts/start_continuous_nae.sh").toString(), "live");
        assertEquals(0, outcome.code(), outcome::out);
    }
}
