package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The runtime as the first process of a container: what is handed to it is buried, and a signal stops everything in
 * order.
 */
class InitIT {
    private static final String START =
            StoryHome.DISTRIBUTION.resolve("scripts/start_continuous_nae.sh").toString();

    @Test
    @Tag("root")
    void asTheFirstProcessItBuriesOrphansAndStopsOnTerm() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.process(
                    "parent",
                    "command = sh -c 'for i in 1 2 3; do (sleep 0.2 &); done; echo up; exec sleep 1000'",
                    "modes = live");
            Process container = home.spawn(
                    home.path("container.out"),
                    "unshare",
                    "--user",
                    "--map-root-user",
                    "--pid",
                    "--fork",
                    "--mount-proc",
                    "--kill-child",
                    START,
                    "live",
                    "--foreground",
                    "--home",
                    home.root.toString());
            Await.until("it is up", () -> Files.exists(home.path("data/run/ready")) || !container.isAlive());
            assertTrue(
                    container.isAlive(),
                    () -> "a machine without namespaces of pids cannot tell this story: " + home.serviceLog());
            assertEquals(1, home.pid());
            Await.until(
                    "the program is up",
                    () -> home.log("parent", "live").equals("up\n")
                            && home.ask("status", "parent").out().contains("RUNNING"));
            long init = container.children().findFirst().orElseThrow().pid();
            Await.until("what it left is buried", () -> {
                List<Long> children = Running.childrenOf(init);
                return children.stream().noneMatch(Running::gone)
                        && Running.marked("NAE_INSTANCE=parent@live").stream()
                                        .filter(children::contains)
                                        .count()
                                == 1;
            });
            List<Long> programs = Running.childrenOf(init);
            ProcessHandle.of(init).orElseThrow().destroy();
            assertEquals(0, container.waitFor());
            assertTrue(programs.stream().allMatch(Running::gone));
            assertTrue(home.serviceLog().contains("NAE has stopped"));
        }
    }
}
