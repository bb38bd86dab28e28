package com.nae.shell.command;

import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.CommandException;
import com.nae.shell.text.Nearest;
import java.util.List;
import java.util.Locale;

/** Fixes by the names people give them. */
final class Fixes {
    private Fixes() {
    }

    static List<String> ids(HealingCoordinator coordinator) {
        return coordinator.fixes().stream().map(FixRecord::id).toList();
    }

    static FixRecord named(HealingCoordinator coordinator, String id) {
        return coordinator.fix(id).orElseThrow(() -> CommandException.unknown("no fix '" + id + "'" + Nearest.hint(id, ids(coordinator))));
    }

    static String word(FixRecord.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
