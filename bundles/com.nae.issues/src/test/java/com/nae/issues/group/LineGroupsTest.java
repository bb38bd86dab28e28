package com.nae.issues.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Which lines belong to the same group. */
class LineGroupsTest {
    private final LineGroups groups = new LineGroups();

    private long of(String line) {
        byte[] b = line.getBytes(StandardCharsets.UTF_8);
        return groups.root(groups.groupOf(b, 0, b.length));
    }

    @Test
    void numbersAddressesPathsAndValuesDoNotMatter() {
        assertEquals(of("cannot reach 10.0.0.7:5432 after 3 tries"), of("cannot reach 192.168.1.20:80 after 17 tries"));
        assertEquals(of("cannot open /var/lib/a.db"), of("cannot open /srv/data/b/c.db"));
        assertEquals(of("order id=A-17 user=ann failed"), of("order id=B-2 user=bob failed"));
        assertEquals(of("block blk_-123 is lost"), of("block blk_99 is lost"));
    }

    @Test
    void timesHostsAndIdsBeforeTheMessageDoNotMatter() {
        assertEquals(
                of("- 1131566461 2026.11.22 dn3 Nov 22 12:01:01 dn3/dn3 crond[2907]: session closed"),
                of("- 1131566462 2026.11.22 dn228 Nov 22 12:01:02 dn228/dn228 crond[2915]: session closed"));
        assertEquals(
                of("17/06/09 20:10:46 INFO storage.BlockManager: Found block rdd_2_0 locally"),
                of("17/06/10 21:10:48 INFO storage.BlockManager: Found block rdd_42_20 locally"));
        assertEquals(
                of("20261122-22:15:29:606|Step_LSC|30002312|onStep 3579"),
                of("20261122-22:15:35:147|Step_LSC|30002312|onStep 3580"));
        assertEquals(
                of("[11.22 16:49:06] browser.exe - a.example.com:5070 open through proxy"),
                of("[11.22 16:54:06] mail.exe *64 - b.example.com:443 open through proxy"));
        assertEquals(
                of("2026-11-22 04:30:31, Info      CBS    Session: 30546174_1972204980 begins"),
                of("2026-11-23 04:30:31, Info      CBS    Session: 30546174_1972364951 begins"));
    }

    @Test
    void namedNumbersBooleansAndUsersVaryButTheirNamesDoNot() {
        assertEquals(of("onExtend:1514038530000 14 0 4"), of("onExtend:1514038531000 5 0 4"));
        assertNotEquals(of("onExtend:1514038530000 14 0 4"), of("onReport:1514038530000 14 0 4"));
        assertEquals(of("clipping overlap:true done false"), of("clipping overlap:false done true"));
        assertEquals(of("session opened for user ann by (uid=0)"), of("session opened for user bob by (uid=7)"));
        assertNotEquals(of("\"GET /a HTTP/1.1\" status: 200"), of("\"POST /a HTTP/1.1\" status: 200"));
    }

    @Test
    void aNumberJoinsTheGroupOfAVariableWord() {
        for (String name : new String[] {"ann", "bob", "carl", "dora", "emil", "fay", "gus"}) {
            of("no such account " + name + " was found");
        }
        assertEquals(of("no such account ann was found"), of("no such account 0101 was found"));
    }

    @Test
    void differentWordsAreDifferentGroups() {
        assertNotEquals(of("cannot open the ledger"), of("cannot close the ledger"));
        assertNotEquals(of("link is up on en0"), of("link is down on en0"));
    }

    @Test
    void aWordThatTakesManyValuesVaries() {
        for (String name : new String[] {"ann", "bob", "carl", "dora", "emil", "fay", "gus"}) {
            of("login of user " + name + " was refused");
        }
        assertEquals(of("login of user ann was refused"), of("login of user gus was refused"));
        assertEquals(of("login of user ann was refused"), of("login of user zoe was refused"));
    }

    @Test
    void aTemplateHasTheSameGroupInEveryRun() {
        byte[] line = "disk 7 is full".getBytes(StandardCharsets.UTF_8);
        assertEquals(new LineGroups().groupOf(line, 0, line.length), groups.groupOf(line, 0, line.length));
    }

    @Test
    void aMillionRepetitionsMakeOneGroup() {
        for (int i = 0; i < 1_000_000; i++) {
            of("worker " + i + " failed with code " + i % 7);
        }
        assertEquals(1, groups.size());
    }

    @Test
    void theNumberOfGroupsIsBounded() {
        for (int i = 0; i < 100_000; i++) {
            of("w" + Integer.toString(i, 36).replaceAll("\\d", "x") + " " + word(i) + " " + word(i * 31) + " "
                    + word(i * 17));
        }
        assertTrue(groups.size() <= 8192);
    }

    private static String word(int n) {
        StringBuilder word = new StringBuilder();
        for (int i = Math.abs(n) + 27; i > 0; i /= 26) {
            word.append((char) ('a' + i % 26));
        }
        return word.toString();
    }
}
