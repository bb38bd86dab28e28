package com.nae.health.sample;

import com.nae.api.health.SystemSample.Use;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.file.Path;

/** Reads the inodes of a disk by statvfs(3), whose first fields have the same layout on every 64-bit Linux. */
final class Inodes {
    private static final int LONGS = 32;
    private static final int TOTAL = 5;
    private static final int FREE = 6;

    static {
        Native.register(Inodes.class, Platform.C_LIBRARY_NAME);
    }

    private Inodes() {}

    private static native int statvfs(String path, long[] into);

    /** Unknown if the file system does not count inodes. */
    static Use of(Path folder) {
        long[] record = new long[LONGS];
        boolean known =
                Native.POINTER_SIZE == Long.BYTES && statvfs(folder.toString(), record) == 0 && record[TOTAL] > 0;
        return known ? Use.of(record[TOTAL] - record[FREE], record[TOTAL]) : Use.unknown();
    }
}
