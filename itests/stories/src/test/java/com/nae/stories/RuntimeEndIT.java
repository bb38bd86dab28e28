package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What happens to programs when the runtime stops, is killed or is down. */
class RuntimeEndIT {
    @Test
    void everythingIsStoppedInReverseOrderOfDependency() throws IOException {
        try (StoryHome other = new StoryHome()) {
            other.up("live");
            String[] chain = {"database", "feed", "strategy", "execution"};
            for (int i = 0; i < chain.length; i++) {
                other.process(
                        chain[i],
                        "command = sh -c 'trap \"sleep 0.2; echo $NAE_PROCESS >> order; exit 0\" TERM; echo up; "
                                + "while :; do sleep 0.05; done'",
                        i == 0 ? "modes = live" : "depends_on = " + chain[i - 1],
                        "start_seconds = 100ms");
            }
            for (String name : chain) {
                Await.until(name + " is up", () -> other.log(name, "live").equals("up\n"));
            }
            other.stop();
            assertEquals("execution\nstrategy\nfeed\ndatabase\n", other.read("order"));
        }
    }

    @Test
    void aJobThatIsDoneIsNotDoneAgainWhenTheRuntimeIsKilled() throws IOException {
        try (StoryHome other = new StoryHome()) {
            other.process("order", "command = sh -c 'echo placed'", "autorestart = never", "modes = live");
            other.process(
                    "after",
                    "command = sh -c 'echo up; exec sleep 1000'",
                    "modes = live",
                    "depends_on = order:completed");
            other.up("live");
            Await.until("it is done", () -> other.log("after", "live").equals("up\n"));
            other.crash();
            Await.until(
                    "all is adopted",
                    () -> other.ask("status").out().contains("after@live")
                            && other.ask("status", "order").out().contains("EXITED"));
            assertEquals("placed\n", other.log("order", "live"));
            assertEquals("up\n", other.log("after", "live"));
        }
    }

    @Test
    void whatIsBrokenAndEditedWhileTheRuntimeIsDownRunsOnAndIsListedWithTheReason() throws Exception {
        try (StoryHome other = new StoryHome()) {
            other.process("kept", "command = sh -c 'echo $$; exec sleep 1000'", "modes = live");
            Process runtime = other.foreground("live");
            Await.until(
                    "it is kept",
                    () -> other.read("data/config/com.nae.process-kept.cfg").contains("sleep 1000"));
            String log = other.log("kept", "live");
            runtime.destroyForcibly().waitFor();
            other.process("kept", "comand = sh -c 'echo $$; exec sleep 1000'", "modes = live");
            other.up("live");
            Await.until(
                    "it is listed and refused",
                    () -> other.ask("status")
                                    .out()
                                    .contains("com.nae.process-kept.cfg: comand is not a known key; "
                                            + "did you mean 'command'?")
                            && other.ask("status", "kept").out().contains("kept@live  RUNNING  " + log.strip()));
            assertEquals(log, other.log("kept", "live"));
            assertFalse(Running.gone(Long.parseLong(log.strip())));
            assertTrue(other.json("status", "kept")
                    .getAsJsonObject()
                    .getAsJsonArray("processes")
                    .get(0)
                    .getAsJsonObject()
                    .get("adopted")
                    .getAsBoolean());
        }
    }
}
