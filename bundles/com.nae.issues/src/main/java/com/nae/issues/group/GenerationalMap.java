package com.nae.issues.group;

/**
 * A map of numbers to numbers in two generations: when the young one is full it becomes the old one and what was in the
 * old one and was not asked for since is forgotten. Zero is no key. Allocates only to grow. Not thread-safe.
 */
final class GenerationalMap {
    private static final int FIRST = 64;

    private final int most;
    private final long absent;
    private long[] youngKeys = new long[FIRST];
    private long[] youngValues = new long[FIRST];
    private long[] oldKeys = new long[FIRST];
    private long[] oldValues = new long[FIRST];
    private int size;

    /**
     * @param most entries of a generation, a power of two; @param absent what {@link #get} answers for a key that is
     *     not there
     */
    GenerationalMap(int most, long absent) {
        this.most = most;
        this.absent = absent;
    }

    long get(long key) {
        int at = slot(youngKeys, key);
        if (youngKeys[at] == key) {
            return youngValues[at];
        }
        int before = slot(oldKeys, key);
        if (oldKeys[before] == key) {
            long value = oldValues[before];
            put(key, value);
            return value;
        }
        return absent;
    }

    void put(long key, long value) {
        int at = slot(youngKeys, key);
        if (youngKeys[at] != key) {
            if (size >= most) {
                age();
                at = slot(youngKeys, key);
            } else if (size * 2 >= youngKeys.length) {
                grow();
                at = slot(youngKeys, key);
            }
            youngKeys[at] = key;
            size++;
        }
        youngValues[at] = value;
    }

    int size() {
        return size;
    }

    private void age() {
        oldKeys = youngKeys;
        oldValues = youngValues;
        youngKeys = new long[FIRST];
        youngValues = new long[FIRST];
        size = 0;
    }

    private void grow() {
        long[] keys = youngKeys;
        long[] values = youngValues;
        youngKeys = new long[keys.length * 2];
        youngValues = new long[keys.length * 2];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                int at = slot(youngKeys, keys[i]);
                youngKeys[at] = keys[i];
                youngValues[at] = values[i];
            }
        }
    }

    private static int slot(long[] keys, long key) {
        int at = (int) (key ^ key >>> 32) & keys.length - 1;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & keys.length - 1;
        }
        return at;
    }
}
