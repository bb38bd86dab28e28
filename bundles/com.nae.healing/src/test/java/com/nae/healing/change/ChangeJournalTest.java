package com.nae.healing.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.Mode;
import com.nae.healing.change.ChangeJournal.Kind;
import com.nae.healing.change.ChangeJournal.Phase;
import com.nae.healing.record.CrashPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal over years. */
class ChangeJournalTest {
    @TempDir
    Path root;

    @Test
    void holdsThatAreOverAreForgottenAndChangesAreNot() throws Exception {
        ChangeJournal journal = new ChangeJournal(root, CrashPoint.NONE);
        var edit = journal.mark(
                journal.intend(
                        new ChangeJournal.Intent(Kind.EDIT, "f1", "app", Mode.LIVE, "/app/main.py", "before", "after")),
                Phase.DONE);
        for (int i = 0; i < 200; i++) {
            var hold =
                    journal.intend(new ChangeJournal.Intent(Kind.HOLD, "", "app", Mode.LIVE, "app@live", "", "waits"));
            journal.mark(journal.mark(hold, Phase.DONE), Phase.UNDONE);
        }
        assertEquals(1, journal.find(s -> true).size(), "in memory");
        long before = Files.size(root.resolve("journal"));
        ChangeJournal next = new ChangeJournal(root, CrashPoint.NONE);
        assertEquals(edit.no(), next.find(s -> true).get(0).no());
        assertEquals(1, next.find(s -> true).size());
        assertTrue(Files.size(root.resolve("journal")) < before / 100, "on disk");
    }

    @Test
    void stepsKeepTheirOrderWhicheverWasMarkedLast() throws Exception {
        ChangeJournal journal = new ChangeJournal(root, CrashPoint.NONE);
        var first =
                journal.intend(new ChangeJournal.Intent(Kind.EDIT, "f1", "app", Mode.LIVE, "/app/main.py", "1", "2"));
        var second = journal.mark(
                journal.intend(new ChangeJournal.Intent(Kind.EDIT, "f2", "app", Mode.LIVE, "/app/main.py", "2", "3")),
                Phase.DONE);
        journal.mark(first, Phase.DONE);
        ChangeJournal next = new ChangeJournal(root, CrashPoint.NONE);
        assertEquals(second.no(), next.inForce(s -> true).get(0).no(), "the newest is undone first");
        assertEquals(
                3,
                next.intend(new ChangeJournal.Intent(Kind.EDIT, "f3", "app", Mode.LIVE, "/app/main.py", "3", "4"))
                        .no());
    }
}
