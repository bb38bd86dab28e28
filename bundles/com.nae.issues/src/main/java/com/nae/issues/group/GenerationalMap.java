package com.nae.issues.group;

/**
 * A map of numbers to numbers in two generations. When the young generation is full, it becomes the old one; entries of
 * the old one that were not read since are dropped. Zero is no valid key. It allocates only to grow. Not thread-safe.
 */
final class GenerationalMap {
    private static final int INITIAL_CAPACITY = 64;

    private final int maxEntries;
    private final long absent;
    private long[] youngKeys = new long[INITIAL_CAPACITY];
    private long[] youngValues = new long[INITIAL_CAPACITY];
    private long[] oldKeys = new long[INITIAL_CAPACITY];
    private long[] oldValues = new long[INITIAL_CAPACITY];
    private int size;

    /**
     * @param maxEntries the size of a generation, a power of two
     * @param absent the value that {@link #get} returns for a key that is not present
     */
    GenerationalMap(int maxEntries, long absent) {
        this.maxEntries = maxEntries;
        this.absent = absent;
    }

    long get(long key) {
        int at = slot(youngKeys, key);
        if (youngKeys[at] == key) {
            return youngValues[at];
        }
        int oldSlot = slot(oldKeys, key);
        if (oldKeys[oldSlot] == key) {
            long value = oldValues[oldSlot];
            put(key, value);
            return value;
        }
        return absent;
    }

    /** Stores a value. A full young generation becomes the old one first. */
    void put(long key, long value) {
        int at = slot(youngKeys, key);
        if (youngKeys[at] != key) {
            if (size >= maxEntries) {
                startGeneration();
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

    private void startGeneration() {
        oldKeys = youngKeys;
        oldValues = youngValues;
        youngKeys = new long[INITIAL_CAPACITY];
        youngValues = new long[INITIAL_CAPACITY];
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

    /** Returns the slot of a key, or the free slot in which it belongs (linear probing). */
    private static int slot(long[] keys, long key) {
        int at = (int) (key ^ key >>> 32) & keys.length - 1;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & keys.length - 1;
        }
        return at;
    }
}
