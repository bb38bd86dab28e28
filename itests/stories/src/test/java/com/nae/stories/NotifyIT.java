package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** The operator is notified of what needs one. */
class NotifyIT {
    @Test
    void theOperatorIsNotifiedThatAProgramIsDownAndThatItIsBack() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("tell", "#!/bin/sh\ncat >> told\n");
            Files.setPosixFilePermissions(home.path("tell"), PosixFilePermissions.fromString("rwx------"));
            home.write("config/com.nae.health.cfg", "health_check_interval = 1s")
                    .up();
            Outcome nobody = home.nae("notify");
            assertEquals(1, nobody.code());
            assertTrue(nobody.out().contains("config/com.nae.notify.cfg"), nobody::out);
            home.write("config/com.nae.notify.cfg", "command = " + home.path("tell") + "\ngroup = 1s");
            Await.until("the file is in force", () -> home.ask("notify").code() == 0);
            assertTrue(
                    home.read("told").contains("test notification, requested by " + System.getProperty("user.name")),
                    home.read("told"));
            home.process("bad", "command = sh -c 'exit 1'", "modes = live", "restart_threshold = 1");
            Await.until(
                    "the operator is notified",
                    () -> home.read("told").contains("bad@live: UNHEALTHY: does not stay up"));
            home.process("bad", "command = sleep 1000", "modes = live");
            Await.until("the recovery is sent", () -> home.read("told").contains("bad@live: improved to "));
        }
    }
}
