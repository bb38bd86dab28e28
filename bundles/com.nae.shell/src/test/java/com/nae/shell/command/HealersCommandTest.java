package com.nae.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.HealerState;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Screen;
import com.nae.shell.ShellFakes;
import com.nae.shell.command.fix.HealersCommand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealersCommandTest {
    private final HealingCoordinator coordinator = ShellFakes.of(
            HealingCoordinator.class,
            Map.of(
                    "healers",
                    a -> List.of(
                            new HealingCoordinator.HealerInfo(
                                    "import", "com.nae.healer.imports", "1.0.0", HealerState.ACTIVE),
                            new HealingCoordinator.HealerInfo(
                                    "greedy", "greedy.jar", "2.0.0", HealerState.QUARANTINED))));

    @Test
    void theJsonHasTheStateByItsWord() {
        ShellFakes.Call call = new ShellFakes.Call(true, Screen.NONE);
        assertEquals(Command.DONE, new HealersCommand(coordinator).run(call.invocation));
        assertEquals("""
                [{"name":"import","bundle":"com.nae.healer.imports","version":"1.0.0","state":"active"},\
                {"name":"greedy","bundle":"greedy.jar","version":"2.0.0","state":"quarantined"}]
                """, call.text());
    }

    @Test
    void theListHasALineForEachHealer() {
        ShellFakes.Call call = new ShellFakes.Call();
        new HealersCommand(coordinator).run(call.invocation);
        assertTrue(call.text().contains("greedy  quarantined  greedy.jar"), call.text());
    }
}
