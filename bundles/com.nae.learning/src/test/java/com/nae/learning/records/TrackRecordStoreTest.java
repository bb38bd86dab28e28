package com.nae.learning.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackRecordStoreTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void aFailedPatternIsNotTriedAgainForThatFingerprintWithoutApproval() {
        TrackRecordStore experience = open();
        assertTrue(experience.allowed("f1", "await"));
        experience.outcome("f1", "connection", "await", false);
        assertFalse(experience.allowed("f1", "await"));
        assertTrue(experience.allowed("f2", "await"));
        assertTrue(experience.allowed("f1", "other"));
    }

    @Test
    void theFamilysRecordIsThePriorOfANewFingerprint() {
        TrackRecordStore experience = open();
        for (int i = 0; i < 6; i++) {
            experience.outcome("f" + i, "import", "stdlib", true);
            experience.outcome("f" + i, "import", "guess", false);
        }
        assertTrue(experience.expected("new", "import", "stdlib") > 0.8);
        assertTrue(experience.expected("new", "import", "guess") < 0.2);
        assertEquals(0.5, experience.expected("new", "key", "stdlib"), 1e-9);
    }

    @Test
    void recordsSurviveARestartATruncatedLineAndGarbage() throws Exception {
        TrackRecordStore experience = open();
        experience.outcome("f1", "key", "default", true);
        experience.outcome("f2", "key", "default", false);
        Path file = folder.resolve("learning/records.jsonl");
        Files.writeString(
                file,
                "garbage {]\n\u0000\u0001\n{\"fingerprint\":\"x\"}\n[1,2]\n"
                        + "{\"pattern\":3,\"tries\":\"NaN\"}\n{\"fingerprint\":\"f3\",\"fam",
                StandardOpenOption.APPEND);
        TrackRecordStore again = open();
        assertEquals(experience.records(), again.records());
        again.outcome("f4", "key", "default", true);
        assertTrue(open().records().stream().anyMatch(r -> r.fingerprint().equals("f4")));
        assertFalse(open().allowed("f2", "default"));
    }

    @Test
    void theFileDoesNotGrowWithoutEnd() throws Exception {
        TrackRecordStore experience = open();
        for (int i = 0; i < 1300; i++) {
            experience.outcome("f", "key", "default", i % 2 == 0);
        }
        assertTrue(Files.readAllLines(folder.resolve("learning/records.jsonl")).size() < 1400);
        assertEquals(1300, open().records().get(0).tries());
    }

    @Test
    void anExportCarriesRecordsToAnotherMachine() {
        TrackRecordStore here = open();
        here.outcome("f1", "key", "default", true);
        here.outcome("f1", "key", "default", true);
        TrackRecordStore there = new TrackRecordStore(folder.resolve("there.jsonl"), NOW, 1);
        there.outcome("f2", "import", "stdlib", true);
        assertEquals(2, there.importRecords(here.exportRecords()));
        assertEquals(0, there.importRecords(here.exportRecords()));
        assertEquals(here.expected("f1", "key", "default"), there.expected("f1", "key", "default"), 1e-9);
        assertEquals(
                4,
                new TrackRecordStore(folder.resolve("there.jsonl"), NOW, 1)
                        .records()
                        .size());
    }

    @Test
    void anInvalidExportIsRefusedAsAWhole() {
        TrackRecordStore experience = open();
        for (String bad : new String[] {
            "",
            "{}",
            "[]",
            "nonsense",
            "{\"format\":\"nae-learning\",\"version\":2,\"records\":[]}",
            "{\"format\":\"nae-learning\",\"version\":1,\"records\":[{\"pattern\":\"\"}]}",
            "{\"format\":\"nae-learning\",\"version\":1}"
        }) {
            assertThrows(IllegalArgumentException.class, () -> experience.importRecords(bad), bad);
        }
        assertEquals(0, experience.records().size());
    }

    @Test
    void recordsAreDeletedByPatternFingerprintOrAll() {
        TrackRecordStore experience = open();
        experience.outcome("f1", "key", "default", false);
        experience.outcome("f2", "key", "default", true);
        experience.outcome("f2", "key", "env", true);
        assertEquals(1, experience.forget("f1", Set.of("f1")));
        assertTrue(experience.allowed("f1", "default"));
        assertEquals(2, experience.forget("env", Set.of()));
        assertEquals(2, open().records().size());
        assertEquals(2, experience.forget("all", Set.of()));
        assertEquals(0, open().records().size());
    }

    @Test
    void evidenceFadesInMonthsToThePriorOfTheFamily() {
        open().outcome("f1", "key", "default", true);
        open().outcome("f1", "key", "default", true);
        double now = open().expected("f1", "key", "default");
        double later = at("2027-01-21T12:00:00Z").expected("f1", "key", "default");
        double muchLater = at("2029-11-22T12:00:00Z").expected("f1", "key", "default");
        assertTrue(now > later && later > muchLater, now + " " + later + " " + muchLater);
        assertEquals(0.5, muchLater, 0.01);
        assertEquals(2, at("2029-11-22T12:00:00Z").records().get(0).tries(), "that it was tried is not forgotten");
    }

    @Test
    void recordsThatNoOutcomesCouldHaveLedToAreRefused() {
        TrackRecordStore experience = open();
        String sound = "'successes':1,'failures':0,'tries':1,'failed':false,'last':1";
        for (String bad : new String[] {
            "'successes':1e308,'failures':0,'tries':9,'failed':false,'last':1",
            "'successes':1,'failures':1,'tries':1,'failed':false,'last':1",
            "'successes':'NaN','failures':0,'tries':1,'failed':false,'last':1",
            "'successes':1,'failures':0,'tries':1,'failed':false,'last':-5",
            "'successes':-1,'failures':0,'tries':1,'failed':false,'last':1"
        }) {
            assertThrows(IllegalArgumentException.class, () -> experience.importRecords(export("default", bad)), bad);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> experience.importRecords(export("\\u001b[2J", sound)),
                "a pattern that clears the screen");
        assertThrows(
                IllegalArgumentException.class,
                () -> experience.importRecords(export("x".repeat(5000), sound)),
                "a pattern that fills it");
        assertThrows(IllegalArgumentException.class, () -> experience.importRecords("[".repeat(200_000)), "a tower");
        assertThrows(
                IllegalArgumentException.class,
                () -> experience.importRecords(
                        export("default", sound).replace("'version':1".replace('\'', '"'), "\"version\":\"x\"")),
                "a version in words");
        assertEquals(0, experience.records().size());
        assertEquals(1, experience.importRecords(export("default", sound)));
    }

    @Test
    void aRecordOfAMachineWhoseClockIsAheadFadesLikeAnyOther() {
        TrackRecordStore experience = open();
        experience.importRecords(
                export("default", "'successes':5,'failures':0,'tries':5,'failed':false,'last':99999999999"));
        assertEquals(NOW.instant(), experience.records().get(0).last());
        assertEquals(0.5, at("2030-11-22T12:00:00Z").expected("f1", "key", "default"), 0.01);
    }

    @Test
    void anExportThatDoesNotFitIsRefused() {
        TrackRecordStore experience = open();
        experience.outcome("f1", "key", "default", true);
        String one = "{'fingerprint':'%d','family':'key','pattern':'p','successes':1,"
                + "'failures':0,'tries':1,'failed':false,'last':1}";
        String many = java.util.stream.IntStream.range(0, TrackRecordTable.MAX_RECORDS)
                .mapToObj(i -> String.format(one, i))
                .collect(java.util.stream.Collectors.joining(","));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> experience.importRecords(
                        ("{'format':'nae-learning','version':1,'records':[" + many + "]}").replace('\'', '"')));
        assertEquals("20000 records do not fit beside the 2 that are here already", refusal.getMessage());
        assertEquals(2, open().records().size());
    }

    private static String export(String pattern, String figures) {
        return ("{'format':'nae-learning','version':1,'records':[{'fingerprint':'f1','family':'key','pattern':'"
                        + pattern + "'," + figures + "}]}")
                .replace('\'', '"');
    }

    private TrackRecordStore at(String moment) {
        return new TrackRecordStore(
                folder.resolve("learning/records.jsonl"), Clock.fixed(Instant.parse(moment), ZoneOffset.UTC), 1);
    }

    private TrackRecordStore open() {
        return new TrackRecordStore(folder.resolve("learning/records.jsonl"), NOW, 1);
    }
}
