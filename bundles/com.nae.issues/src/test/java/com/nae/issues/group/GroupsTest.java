package com.nae.issues.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private final Groups groups = new Groups();

    private long of(String line) {
        byte[] b = line.getBytes(StandardCharsets.UTF_8);
        return groups.root(groups.of(b, 0, b.length));
    }

    @Test
    void numbersAddressesPathsAndValuesDoNotMatter() {
        assertEquals(of("cannot reach 10.0.0.7:5432 after 3 tries"), of("cannot reach 192.168.1.20:80 after 17 tries"));
        assertEquals(of("cannot open /var/lib/a.db"), of("cannot open /srv/data/b/c.db"));
        assertEquals(of("order id=A-17 user=ann failed"), of("order id=B-2 user=bob failed"));
        assertEquals(of("block blk_-123 is lost"), of("block blk_99 is lost"));
    }

    @Test
    void otherWordsAreAnotherFault() {
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
    void aTemplateHasTheSameNumberInEveryRun() {
        byte[] line = "disk 7 is full".getBytes(StandardCharsets.UTF_8);
        assertEquals(new Groups().of(line, 0, line.length), groups.of(line, 0, line.length));
    }

    @Test
    void aMillionRepeatsMakeNoMoreGroupsThanOne() {
        for (int i = 0; i < 1_000_000; i++) {
            of("worker " + i + " failed with code " + i % 7);
        }
        assertEquals(1, groups.size());
    }

    @Test
    void groupsAreBoundedWhateverComes() {
        for (int i = 0; i < 100_000; i++) {
            of("w" + Integer.toString(i, 36).replaceAll("\\d", "x") + " " + word(i) + " " + word(i * 31) + " " + word(i * 17));
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
