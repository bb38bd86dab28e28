package com.nae.issues.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.issue.Issue;
import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import com.nae.issues.scan.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store of issues and its journal. */
class IssueStoreTest {
    private static final InstanceId LIVE = InstanceId.parse("trader@live");
    private static final InstanceId SANDBOX = InstanceId.parse("trader:1@sandbox");

    @TempDir
    private Path folder;

    private final IssueStore store = new IssueStore(10);

    private static Fault fault(String template) {
        return Fault.plain("trader", Severity.ERROR, template, "message of " + template, "line of " + template);
    }

    @Test
    void theSameFaultInAnotherModeOrReplicaIsTheSameIssue() {
        store.occurred(LIVE, fault("a"), 1, 1000);
        Issue issue = store.occurred(SANDBOX, fault("a"), 2, 2000);
        assertEquals(3, issue.count());
        assertEquals(java.util.Set.of(LIVE, SANDBOX), issue.instances());
        assertEquals(1, store.list(2000).size());
    }

    @Test
    void issuesWithTheLargestImpactAreListedFirst() {
        store.occurred(LIVE, fault("rare"), 1, 0);
        store.occurred(LIVE, fault("often"), 50, 0);
        store.occurred(LIVE, fault("ends"), 5, 0);
        for (int i = 0; i < 20; i++) {
            store.ended(fault("ends").fingerprint());
        }
        assertEquals(
                java.util.List.of("message of ends", "message of often", "message of rare"),
                store.list(0).stream().map(Issue::message).toList());
    }

    @Test
    void ratesCountTheLastHourOnly() {
        String id = store.occurred(LIVE, fault("a"), 7, 0).id();
        assertEquals(7, store.perHour(id, 59 * 60_000));
        assertEquals(7, store.perHour(LIVE, 59 * 60_000));
        assertEquals(0, store.perHour(id, 60 * 60_000));
    }

    @Test
    void aHealedIssueThatComesBackIsOpenAgain() {
        String id = store.occurred(LIVE, fault("a"), 1, 0).id();
        store.resolve(id, Issue.Status.HEALED, "import added", 1);
        assertEquals(Optional.of("import added"), store.find(id).orElseThrow().remedy());
        store.occurred(LIVE, fault("a"), 1, 2);
        assertEquals(
                Issue.Status.OPEN, store.find(id.substring(0, 4)).orElseThrow().status());
        assertEquals(
                java.util.List.of("first seen", "import added", "seen again"),
                store.history(id).stream().map(Issue.Step::remark).toList());
    }

    @Test
    void theStoreIsBounded() {
        for (int i = 0; i < 1000; i++) {
            store.occurred(LIVE, fault("t" + i), 1, i);
        }
        assertEquals(10, store.list(1000).size());
    }

    @Test
    void issuesAndPositionsSurviveARestart() throws IOException {
        IssueJournal journal = new IssueJournal(folder);
        journal.load(store);
        store.occurred(LIVE, fault("a"), 3, 1000);
        journal.write(store, Map.of(LIVE, new LogPosition(2, 77)));
        store.occurred(LIVE, fault("a"), 1, 1500);
        journal.write(store, Map.of(LIVE, new LogPosition(2, 99)));
        IssueStore latest = new IssueStore(10);
        IssueJournal read = new IssueJournal(folder);
        read.load(latest);
        assertEquals(store.list(2000), latest.list(2000));
        assertEquals(Optional.of(new LogPosition(2, 99)), read.cursor(LIVE));
    }

    @Test
    void aJournalCutAnywhereLosesNoMoreThanItsLastLine() throws IOException {
        IssueJournal journal = new IssueJournal(folder);
        journal.load(store);
        for (int i = 0; i < 3; i++) {
            store.occurred(LIVE, fault("t" + i), 1, 1000 + i);
            journal.write(store, Map.of(LIVE, new LogPosition(0, 100 + i)));
        }
        Path file = folder.resolve("issues.jsonl");
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut <= whole.length; cut += 7) {
            Files.write(file, Arrays.copyOf(whole, cut));
            IssueStore latest = new IssueStore(10);
            IssueJournal read = new IssueJournal(folder);
            read.load(latest);
            int lines = (int)
                    new String(whole, 0, cut, StandardCharsets.UTF_8).lines().count();
            int issues = latest.list(0).size();
            assertTrue(issues == lines || issues == Math.max(0, lines - 1));
            assertEquals(
                    issues == 0 ? Optional.empty() : Optional.of(new LogPosition(0, 99 + issues)), read.cursor(LIVE));
        }
    }

    @Test
    void garbageInTheJournalIsSkipped() throws IOException {
        Files.writeString(
                folder.resolve("issues.jsonl"),
                "\u0000\u0001{{{\n{\"cursors\":{\"../x\":[1]},\"issues\":[{}]}\n[]\nnull\n{\"issues\":null}\n");
        IssueJournal journal = new IssueJournal(folder);
        journal.load(store);
        assertEquals(0, store.list(0).size());
        store.occurred(LIVE, fault("a"), 1, 0);
        journal.write(store, Map.of());
        IssueStore latest = new IssueStore(10);
        new IssueJournal(folder).load(latest);
        assertEquals(1, latest.list(0).size());
    }
}
