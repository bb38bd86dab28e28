package com.nae.process.posix;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the system that a burst of work, the start above all, has touched and nobody needs afterwards:
 * garbage of the heap, free pages of the C library's heap, and clean pages of the JVM's code and of archived classes,
 * which the kernel maps again on use.
 */
public final class MemoryTrim {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryTrim.class);
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final int MADV_DONTNEED = 4;
    /**
     * Files that were mapped before the first line of Java ran. A library that another thread may be loading just now
     * is left alone.
     */
    private static final List<String> FILES = List.of("/libjvm.so", ".jsa", "/lib/modules");

    private MemoryTrim() {}

    /** Takes some tens of milliseconds: not for a thread that others wait for. */
    public static void run() {
        System.gc();
        if (Libc.LINUX) {
            trimHeap();
            try {
                dropCleanPages(Files.readString(MAPPINGS, StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.debug("Mapped files stay in memory: {}", e.toString());
            }
        }
    }

    private static void trimHeap() {
        try {
            Function trim = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("malloc_trim");
            trim.invokeInt(new Object[] {0L});
        } catch (UnsatisfiedLinkError e) {
            LOG.debug("This C library gives free memory back by itself");
        }
    }

    /** Drops the pages of mappings that are read-only and differ in no page from their files. */
    private static void dropCleanPages(String smaps) {
        String[] mapping = {};
        for (String line : smaps.split("\n")) {
            if (Character.isUpperCase(line.charAt(0))) {
                if (line.startsWith("Anonymous:") && line.endsWith(" 0 kB") && droppable(mapping)) {
                    drop(mapping[0]);
                }
            } else {
                mapping = line.split(" +", 6);
            }
        }
    }

    private static boolean droppable(String[] mapping) {
        return mapping.length == 6
                && mapping[1].charAt(0) == 'r'
                && mapping[1].charAt(1) == '-'
                && FILES.stream().anyMatch(mapping[5]::endsWith);
    }

    private static void drop(String range) {
        long[] ends = Arrays.stream(range.split("-"))
                .mapToLong(hex -> Long.parseUnsignedLong(hex, 16))
                .toArray();
        Linux.madvise(new Pointer(ends[0]), ends[1] - ends[0], MADV_DONTNEED);
    }
}
