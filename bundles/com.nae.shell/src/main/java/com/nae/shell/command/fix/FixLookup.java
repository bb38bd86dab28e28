package com.nae.shell.command.fix;

import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.CommandException;
import com.nae.shell.text.SpellingHint;
import java.util.List;
import java.util.Locale;

/** The lookup of fixes by their id or a prefix of it. */
final class FixLookup {
    private FixLookup() {}

    static List<String> ids(HealingCoordinator coordinator) {
        return coordinator.fixes().stream().map(FixRecord::id).toList();
    }

    /** @throws CommandException if there is no such fix */
    static FixRecord find(HealingCoordinator coordinator, String id) {
        return coordinator
                .fix(id)
                .orElseThrow(() ->
                        CommandException.unknown("no fix '" + id + "'" + SpellingHint.hint(id, ids(coordinator))));
    }

    /** The state as the commands and their JSON show it, such as {@code awaiting-approval}. */
    static String stateName(FixRecord.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
