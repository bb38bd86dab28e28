package com.nae.health.sample;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The process table of Linux, out of {@code /proc/PID/stat} (proc(5)). Not thread-safe. */
final class ProcfsProcessTable implements ProcessTable {
    private static final Path AUXILIARY = Path.of("/proc/self/auxv");
    private static final int PAGE_SIZE = 6;
    private static final int CLOCK_TICKS = 17;

    private static final int PASSES_WITHOUT_STRANGERS = 10;

    private final File proc = new File("/proc");
    private final byte[] buffer = new byte[1024];
    private final long pageSize;
    private final long millisPerTick;
    private Set<Long> strangers = Set.of();
    private int passes;

    ProcfsProcessTable() {
        Map<Integer, Long> system = AuxiliaryVector.read(AUXILIARY);
        pageSize = system.getOrDefault(PAGE_SIZE, 4096L);
        millisPerTick = 1000 / system.getOrDefault(CLOCK_TICKS, 100L);
    }

    /** Whether this system has one; {@code -Dnae.portable=true} does without it, as systems that have none do. */
    static boolean present() {
        return !Boolean.getBoolean("nae.portable") && Files.isReadable(Path.of("/proc/self/stat"));
    }

    /** Strangers are looked at again every few passes: a pid may come to belong to someone else. */
    @Override
    public List<Row> read(Set<Long> leaders) {
        if (passes++ % PASSES_WITHOUT_STRANGERS == 0) {
            strangers = Set.of();
        }
        String[] names = proc.list();
        List<Row> rows = new ArrayList<>();
        for (String name : names == null ? new String[0] : names) {
            if (Character.isDigit(name.charAt(0))) {
                Long pid = Long.valueOf(name);
                if (!strangers.contains(pid) || leaders.contains(pid)) {
                    row(name).ifPresent(rows::add);
                }
            }
        }
        return rows;
    }

    @Override
    public void skipUnrelated(Set<Long> pids) {
        strangers = strangers.isEmpty() ? pids : strangers;
    }

    @Override
    public Optional<Row> row(long pid) {
        return row(String.valueOf(pid));
    }

    /** Counts by the size that newer kernels give the folder, else by its entries. */
    @Override
    public OptionalLong openFiles(long pid) {
        File folder = new File("/proc/" + pid + "/fd");
        long size = folder.length();
        if (size > 0) {
            return OptionalLong.of(size);
        }
        String[] entries = folder.list();
        return entries == null ? OptionalLong.empty() : OptionalLong.of(entries.length);
    }

    private Optional<Row> row(String pid) {
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/stat")) {
            Fields fields = new Fields(buffer, in.read(buffer));
            return fields.valid() ? Optional.of(row(Long.parseLong(pid), fields)) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The fields from the state (3) on. */
    private Row row(long pid, Fields fields) {
        long parent = fields.skip(1).next();
        long session = fields.skip(1).next();
        long ticks = fields.skip(7).next() + fields.next() + fields.next() + fields.next();
        long threads = fields.skip(2).next();
        long pages = fields.skip(3).next();
        return new Row(pid, parent, session, ticks * millisPerTick, pages * pageSize, threads);
    }

    /** Blank-separated numbers behind the name in brackets, which may hold anything. */
    private static final class Fields {
        private final byte[] bytes;
        private final int end;
        private int at;

        Fields(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
            at = end - 1;
            while (at > 0 && bytes[at] != ')') {
                at--;
            }
            at += 2;
        }

        boolean valid() {
            return at > 2 && at < end;
        }

        Fields skip(int count) {
            for (int i = 0; i < count; i++) {
                while (at < end && bytes[at] != ' ') {
                    at++;
                }
                at++;
            }
            return this;
        }

        long next() {
            long value = 0;
            boolean negative = at < end && bytes[at] == '-';
            for (at += negative ? 1 : 0; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
                value = value * 10 + bytes[at] - '0';
            }
            at++;
            return negative ? -value : value;
        }
    }
}
