package com.nae.stories;

import static com.nae.stories.HealthQueries.process;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import org.junit.jupiter.api.Test;

/** What is said of a process whose sandbox can do a second time what live does. */
class SandboxSharedIT {
    private static final String COMMAND = "command = sh -c 'echo order; exec sleep 1000'";
    private static final String NOTE = "com.nae.process-trader.cfg: sandbox.shared: ";

    @Test
    void itRunsAndIsSaidUntilTheFileSaysThatItIsMeant() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.process("trader", COMMAND);
            home.up("dual");
            Await.until(
                    "both have printed",
                    () -> home.log("trader", "sandbox").contains("order")
                            && home.log("trader", "live").contains("order"));
            Outcome check = home.nae("check");
            assertEquals(0, check.code(), check::out);
            assertTrue(check.out().contains("note: " + NOTE), check::out);
            String status = home.nae("status").out();
            assertTrue(status.contains(NOTE) && status.contains("sandbox.shared = true"), status);
            assertEquals(1, home.serviceLog().split("trader: sandbox.shared: ", -1).length - 1, home::serviceLog);
            long pid = process(home, "trader@sandbox").get("pid").getAsLong();

            home.process("trader", COMMAND, "sandbox.shared = true");
            Await.until("nothing is said", () -> !home.ask("status").out().contains(NOTE));
            assertFalse(home.nae("check").out().contains(NOTE));
            assertEquals(pid, process(home, "trader@sandbox").get("pid").getAsLong(), "no restart for the key");
        }
    }
}
