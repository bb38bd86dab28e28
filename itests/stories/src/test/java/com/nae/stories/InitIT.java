package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The runtime as the first process of a container: it reaps the orphans that it gets, and a signal stops everything in
 * order.
 */
class InitIT {
    private static final String START =
            StoryHome.DISTRIBUTION.resolve("scripts/start_continuous_nae.sh").toString();

    @Test
    @Tag("root")
    void asTheFirstProcessItReapsOrphansAndStopsOnTerm() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.process(
                    "parent",
                    "command = sh -c 'for i in 1 2 3; do (sleep 0.2 &); done; echo up; exec sleep 1000'",
                    "modes = live");
            Process container = container(home);
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
            Await.until("its orphans are reaped", () -> orphansAreReaped(init));
            List<Long> programs = Running.childrenOf(init);
            ProcessHandle.of(init).orElseThrow().destroy();
            assertEquals(0, container.waitFor());
            assertTrue(programs.stream().allMatch(Running::gone));
            assertTrue(home.serviceLog().contains("NAE has stopped"));
        }
    }

    /** The start script as the first process of a namespace of pids. */
    private static Process container(StoryHome home) throws IOException {
        String[] alone = "unshare --user --map-root-user --pid --fork --mount-proc --kill-child".split(" ");
        String[] words = Stream.concat(
                        Stream.of(alone), Stream.of(START, "live", "--foreground", "--home", home.root.toString()))
                .toArray(String[]::new);
        return home.spawn(home.path("container.out"), words);
    }

    private static boolean orphansAreReaped(long init) throws IOException {
        List<Long> children = Running.childrenOf(init);
        long ours = Running.marked("NAE_INSTANCE=parent@live").stream()
                .filter(children::contains)
                .count();
        return children.stream().noneMatch(Running::gone) && ours == 1;
    }
}
