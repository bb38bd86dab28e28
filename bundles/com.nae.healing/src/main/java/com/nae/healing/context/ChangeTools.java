package com.nae.healing.context;

import com.nae.api.process.ProcessManager;
import com.nae.healing.change.ChangeApplier;
import com.nae.healing.change.ChangeGuard;
import com.nae.healing.change.ChangeJournal;
import com.nae.healing.change.ChangeRollback;
import com.nae.healing.change.CommandPermissions;
import com.nae.healing.change.CommandRunner;
import com.nae.healing.change.JournalledHolds;
import com.nae.healing.change.Rehearsal;
import com.nae.healing.endpoint.Breakers;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.record.CrashPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The tools that change a program, hold its starts and restart it. All of them share one journal. */
public record ChangeTools(
        ChangeApplier applier,
        ChangeRollback rollback,
        Rehearsal rehearsal,
        JournalledHolds holds,
        Breakers breakers,
        RollingRestart rolling) {
    /** @param folder where the journal, its images and the rehearsal copies lie */
    public static ChangeTools of(
            Path folder,
            Supplier<Config> config,
            ProcessManager processes,
            SerialScheduler scheduler,
            Breakers breakers,
            CrashPoint crash)
            throws IOException {
        Supplier<CommandPermissions> permissions = () -> config.get().permissions();
        CommandRunner commands = new CommandRunner(permissions);
        ChangeGuard guard = new ChangeGuard(permissions, commands);
        ChangeJournal journal = new ChangeJournal(folder, crash);
        ChangeRollback rollback = new ChangeRollback(journal, processes, crash);
        return new ChangeTools(
                new ChangeApplier(journal, processes, guard, commands, rollback, crash),
                rollback,
                new Rehearsal(folder.resolve("rehearsal"), guard, commands),
                new JournalledHolds(journal, processes, crash),
                breakers,
                new RollingRestart(processes, scheduler));
    }
}
