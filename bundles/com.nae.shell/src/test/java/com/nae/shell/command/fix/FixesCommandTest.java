package com.nae.shell.command.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nae.api.healing.Change;
import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.Fix;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.process.Mode;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Screen;
import com.nae.shell.ShellFakes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FixesCommandTest {
    private static final String KEYS =
            "id issue fingerprint process mode healer pattern reason confidence risk state since changes diff events";
    private static final String DIFF =
            "--- a/main.py\n+++ b/main.py\n@@ -1 +1,2 @@\n+import json\n-evil\u001b[2J\n import time\n";
    private final FixRecord fix = new FixRecord(
            "67c220dc",
            "394814a8",
            "f",
            "trader",
            Optional.of(Mode.SANDBOX),
            "import",
            new Fix(
                    "import-module",
                    "'import json' is missing",
                    0.95,
                    Fix.Risk.LOW,
                    List.of(new Change.EditFile("main.py", "00", List.of()))),
            FixRecord.State.AWAITING_APPROVAL,
            DIFF,
            ShellFakes.NOW,
            List.of(new FixRecord.Event(ShellFakes.NOW, ChangeEvent.PROVEN, "quiet for 10 s", "policy")));
    private final HealingCoordinator coordinator = ShellFakes.of(
            HealingCoordinator.class,
            Map.of(
                    "fixes",
                    a -> List.of(fix),
                    "fix",
                    a -> fix.id().startsWith((String) a[0]) ? Optional.of(fix) : Optional.empty(),
                    "approve",
                    a -> new HealingCoordinator.Outcome(true, a[0] + " goes to live, by " + a[1]),
                    "rollback",
                    a -> new HealingCoordinator.Outcome(false, "nothing of it is in place")));

    @Test
    void theListFitsEightyColumns() {
        ShellFakes.Call call = new ShellFakes.Call();
        assertEquals(Command.DONE, new FixesCommand(coordinator).run(call.invocation));
        assertTrue(call.text().startsWith("FIX       PROCESS         STATE              SINCE"), call.text());
        assertTrue(call.text().contains("67c220dc  trader@sandbox  awaiting-approval"), call.text());
        assertTrue(call.text().endsWith("\n    'import json' is missing\n"), call.text());
        assertTrue(call.text().lines().allMatch(line -> line.length() <= 80), call.text());
    }

    @Test
    void oneFixIsShownWithItsDiffInColourAndNothingElseReachesTheTerminal() {
        ShellFakes.Call call = new ShellFakes.Call(false, ShellFakes.TERMINAL, "67");
        new FixesCommand(coordinator).run(call.invocation);
        assertTrue(
                call.text().contains("\u001b[32m+import json\u001b[0m\n\u001b[31m-evil\u001b[0m\n import time\n"),
                call.text());
        assertTrue(call.text().contains("2026-11-22T12:00:00Z proven by policy: quiet for 10 s"), call.text());
    }

    @Test
    void theJsonHasEveryKey() {
        ShellFakes.Call call = new ShellFakes.Call(true, Screen.NONE);
        new FixesCommand(coordinator).run(call.invocation);
        JsonArray all = JsonParser.parseString(call.text()).getAsJsonArray();
        assertEquals(Set.of(KEYS.split(" ")), all.get(0).getAsJsonObject().keySet());
        assertEquals(
                "awaiting-approval", all.get(0).getAsJsonObject().get("state").getAsString());
        JsonObject event = all.get(0)
                .getAsJsonObject()
                .get("events")
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        assertEquals(
                "{\"at\":\"2026-11-22T12:00:00Z\",\"event\":\"proven\",\"detail\":\"quiet "
                        + "for 10 s\",\"by\":\"policy\"}",
                event.toString());
        assertEquals(
                "edit main.py",
                all.get(0)
                        .getAsJsonObject()
                        .get("changes")
                        .getAsJsonArray()
                        .get(0)
                        .getAsString());
    }

    @Test
    void aDecisionIsTakenInTheCallersName() {
        ShellFakes.Call call = new ShellFakes.Call("67c2");
        assertEquals(Command.DONE, new ApproveCommand(coordinator).run(call.invocation));
        assertEquals("67c220dc goes to live, by ann\n", call.text());
    }

    @Test
    void whatCannotBeDoneFailsWithItsReason() {
        ShellFakes.Call call = new ShellFakes.Call("67c2");
        assertEquals(Command.FAILED, new RollbackCommand(coordinator).run(call.invocation));
        assertEquals("nae: nothing of it is in place\n", call.text());
        assertEquals(
                Command.UNKNOWN,
                assertThrows(
                                CommandException.class,
                                () -> new RejectCommand(coordinator).run(new ShellFakes.Call("99").invocation))
                        .code());
        assertEquals(
                Command.USAGE,
                assertThrows(
                                CommandException.class,
                                () -> new RejectCommand(coordinator).run(new ShellFakes.Call().invocation))
                        .code());
    }
}
