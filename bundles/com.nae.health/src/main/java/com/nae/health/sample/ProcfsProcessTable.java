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

/** Reads the process table of Linux from {@code /proc/PID/stat} (proc(5)). Not thread-safe. */
final class ProcfsProcessTable implements ProcessTable {
    private static final Path AUXILIARY_VECTOR = Path.of("/proc/self/auxv");
    private static final int PAGE_SIZE = 6;
    private static final int CLOCK_TICKS = 17;

    private static final int PASSES_BETWEEN_FULL_READS = 10;

    private final File proc = new File("/proc");
    private final byte[] buffer = new byte[1024];
    private final long pageSize;
    private final long millisPerTick;
    private Set<Long> unrelated = Set.of();
    private int passes;

    ProcfsProcessTable() {
        Map<Integer, Long> system = AuxiliaryVector.read(AUXILIARY_VECTOR);
        pageSize = system.getOrDefault(PAGE_SIZE, 4096L);
        millisPerTick = 1000 / system.getOrDefault(CLOCK_TICKS, 100L);
    }

    /** Whether this system has {@code /proc}; {@code -Dnae.portable=true} acts as if it had not. */
    static boolean present() {
        return !Boolean.getBoolean("nae.portable") && Files.isReadable(Path.of("/proc/self/stat"));
    }

    /** Unrelated processes are read again every few passes, because a pid may be reused. */
    @Override
    public List<Row> read(Set<Long> leaders) {
        if (passes++ % PASSES_BETWEEN_FULL_READS == 0) {
            unrelated = Set.of();
        }
        String[] names = proc.list();
        List<Row> rows = new ArrayList<>();
        for (String name : names == null ? new String[0] : names) {
            if (Character.isDigit(name.charAt(0))) {
                Long pid = Long.valueOf(name);
                if (!unrelated.contains(pid) || leaders.contains(pid)) {
                    row(name).ifPresent(rows::add);
                }
            }
        }
        return rows;
    }

    @Override
    public void skipUnrelated(Set<Long> pids) {
        unrelated = unrelated.isEmpty() ? pids : unrelated;
    }

    @Override
    public Optional<Row> row(long pid) {
        return row(String.valueOf(pid));
    }

    /** The size of the folder, which newer kernels set to the count, or else the number of its entries. */
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

    /** Reads the fields after the state, which is field 3. */
    private Row row(long pid, Fields fields) {
        long parent = fields.skip(1).next();
        long session = fields.skip(1).next();
        long ticks = fields.skip(7).next() + fields.next() + fields.next() + fields.next();
        long threads = fields.skip(2).next();
        long pages = fields.skip(3).next();
        return new Row(pid, parent, session, ticks * millisPerTick, pages * pageSize, threads);
    }

    /**
     * The numbers behind the name. The name stands in brackets and may hold any character, so parsing starts at the
     * last bracket.
     */
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
