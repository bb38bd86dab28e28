package com.nae.healing.context;

import com.nae.healing.change.ChangeApplier;
import com.nae.healing.change.ChangeGuard;
import com.nae.healing.change.ChangeJournal;
import com.nae.healing.change.ChangeRollback;
import com.nae.healing.change.CommandPermissions;
import com.nae.healing.change.CommandRunner;
import com.nae.healing.change.JournalledHolds;
import com.nae.healing.change.Rehearsal;
import com.nae.healing.endpoint.Breakers;
import java.util.function.Supplier;

/** The tools that change a program, hold its starts and restart it. They share one journal. */
public record ChangeTools(
        ChangeApplier applier,
        ChangeRollback rollback,
        Rehearsal rehearsal,
        JournalledHolds holds,
        Breakers breakers,
        RollingRestart rolling) {
    /** Creates the tools. @param journal also gives the folder in which rehearsal makes its copies */
    public static ChangeTools of(
            ChangeJournal journal,
            Supplier<Config> config,
            HealedProcesses processes,
            Breakers breakers,
            RollingRestart rolling) {
        Supplier<CommandPermissions> permissions = () -> config.get().permissions();
        CommandRunner commands = new CommandRunner(permissions);
        ChangeGuard guard = new ChangeGuard(permissions, commands);
        ChangeRollback rollback = new ChangeRollback(journal, processes.tuning(), journal.crash());
        return new ChangeTools(
                new ChangeApplier(journal, processes.tuning(), guard, commands, rollback),
                rollback,
                new Rehearsal(journal.folder().resolve("rehearsal"), guard, commands),
                new JournalledHolds(journal, processes.holds(), journal.crash()),
                breakers,
                rolling);
    }
}
