package com.nae.health.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Use;
import com.nae.api.operation.Home;
import com.nae.health.sample.ProcessTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The process tables and hosts, reading this machine. */
class SystemTablesTest {
    @TempDir
    Path home;

    static List<ProcessTable> tables() {
        return ProcfsProcessTable.present()
                ? List.of(new ProcfsProcessTable(), new OshiProcessTable())
                : List.of(new OshiProcessTable());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTreeHoldsChildrenOfChildrenWithTheirMemoryAndThreads(ProcessTable table) throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 100 & echo up; wait").start();
        try {
            assertEquals('u', parent.getInputStream().read());
            List<Row> tree = tree(table, parent.pid());
            while (tree.stream().anyMatch(row -> row.memory() == 0)) {
                tree = tree(table, parent.pid());
            }
            assertEquals(2, tree.size());
            assertEquals(parent.pid(), tree.get(0).pid());
            assertEquals(parent.pid(), tree.get(1).parent());
            assertTrue(tree.stream().allMatch(row -> row.threads() == 1), tree.toString());
            assertTrue(table.openFiles(parent.pid()).orElse(0) >= 3);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    private static List<Row> tree(ProcessTable table, long leader) {
        return new ProcessTreeIndex(table.read(Set.of(leader))).tree(leader);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void anUnrelatedProcessIsReadOnceItsPidBelongsToALeader(ProcessTable table) {
        long self = ProcessHandle.current().pid();
        table.read(Set.of());
        table.skipUnrelated(Set.of(self));
        assertTrue(table.read(Set.of(self)).stream().anyMatch(row -> row.pid() == self));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void cpuTimeIsInMilliseconds(ProcessTable table) {
        long pid = ProcessHandle.current().pid();
        long before = table.row(pid).orElseThrow().cpuMillis();
        long jdk = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis();
        assertTrue(Math.abs(before - jdk) < 2000 + jdk / 2, before + " ms against " + jdk + " ms");
    }

    @Test
    void theMachineAndTheRuntimeAreSampled() throws Exception {
        Files.createDirectories(home.resolve("logs"));
        Files.createDirectories(home.resolve("data"));
        Files.write(home.resolve("data/one"), new byte[1234]);
        SystemSample sample = new SystemSampler(new Home(home, "dual")).sample(Instant.now(), Duration.ofMillis(3));
        assertTrue(sample.memory().percent().orElse(0) > 0, sample.toString());
        assertTrue(sample.cores() > 0 && sample.load().isPresent(), sample.toString());
        assertEquals(
                List.of("logs", "data"),
                sample.spaces().stream().map(SystemSample.Space::folder).toList());
        assertTrue(sample.spaces().get(0).bytes().percent().isPresent(), sample.toString());
        assertEquals(OptionalLong.of(1234), sample.runtime().data());
        assertTrue(sample.runtime().heap().percent().orElse(0) > 0
                && sample.runtime().threads().orElse(0) > 1
                && sample.runtime().memory().orElse(0) > 1_000_000);
    }

    static List<Host> hosts() {
        return ProcfsProcessTable.present()
                ? List.of(new ProcfsHost(Path.of("/proc"), new Cgroup()), new OshiHost())
                : List.of(new OshiHost());
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void everyHostReadsTheMachine(Host host) {
        assertTrue(host.memory().percent().orElse(0) > 0 && host.load().isPresent() && host.cores() > 0);
        assertTrue(host.swap().used().isPresent() && host.inodes(home).total().orElse(1) > 0);
        host.cpu();
        long end = System.nanoTime() + 500_000_000;
        double sum = 0;
        while (System.nanoTime() < end) {
            sum += Math.sqrt(end);
        }
        assertTrue(host.cpu().orElse(0) > 0 && sum > 0);
    }

    @Test
    void theMachineIsReadFromProc() throws Exception {
        Path proc = writeProc();
        Host host = new ProcfsHost(proc, new Cgroup(home, home.resolve("none")));
        assertEquals(OptionalDouble.empty(), host.cpu(), "nothing to compare with");
        Files.writeString(proc.resolve("stat"), "cpu  140 0 100 750 60 10 10 30 0 0\n");
        assertEquals(OptionalDouble.of(40), host.cpu());
        assertEquals(OptionalDouble.of(0.52), host.load());
        assertEquals(Use.of(600 << 10, 1000 << 10), host.memory());
        assertEquals(Use.of(0, 0), host.swap());
        assertEquals(new Use(OptionalLong.of(2048), OptionalLong.empty()), host.files());
    }

    private Path writeProc() throws IOException {
        Path proc =
                Files.createDirectories(home.resolve("proc/sys/fs")).getParent().getParent();
        Files.writeString(proc.resolve("stat"), "cpu  100 0 100 700 50 10 10 30 0 0\ncpu0 1 1 1\n");
        Files.writeString(proc.resolve("loadavg"), "0.52 0.58 0.59 2/1030 32741\n");
        Files.writeString(
                proc.resolve("meminfo"),
                "MemTotal: 1000 kB\nMemFree: 1 kB\nMemAvailable: 400 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n");
        Files.writeString(proc.resolve("sys/fs/file-nr"), "2048\t0\t9223372036854775807\n");
        return proc;
    }

    @Test
    void theMemoryOfAContainerReplacesThatOfTheMachineWhereItIsLess() throws Exception {
        Path proc = writeProc();
        Path group = Files.createDirectories(home.resolve("group"));
        Files.writeString(group.resolve("cgroup.controllers"), "memory");
        Files.writeString(group.resolve("memory.max"), "500000");
        Files.writeString(group.resolve("memory.current"), "200000");
        Host contained =
                new ProcfsHost(proc, new Cgroup(group, Files.writeString(home.resolve("membership"), "0::/\n")));
        assertEquals(Use.of(200_000, 500_000), contained.memory());
    }

    @Test
    void valuesThatCannotBeReadAreAbsentAndNotZero() {
        Host nothing = new ProcfsHost(home.resolve("none"), new Cgroup(home, home.resolve("none")));
        assertEquals(Use.unknown(), nothing.memory());
        assertTrue(nothing.cpu().isEmpty()
                && nothing.load().isEmpty()
                && nothing.files().equals(Use.unknown())
                && nothing.inodes(home.resolve("none")).equals(Use.unknown()));
    }

    @Test
    void aSystemWithoutProcIsReadByOshi() {
        System.setProperty("nae.portable", "true");
        try {
            assertTrue(Host.forThisSystem() instanceof OshiHost
                    && ProcessTable.forThisSystem() instanceof OshiProcessTable);
        } finally {
            System.clearProperty("nae.portable");
        }
    }

    @Test
    void theLimitsOfAContainerComeFromItsCgroupInBothVersions() throws Exception {
        Path two = Files.createDirectories(home.resolve("2/app"));
        Files.writeString(home.resolve("2/cgroup.controllers"), "cpu memory");
        Files.writeString(two.getParent().resolve("memory.max"), "max\n");
        Files.writeString(two.resolve("memory.max"), "536870912\n");
        Files.writeString(two.resolve("memory.current"), "300000000\n");
        Files.writeString(two.resolve("memory.stat"), "anon 1\ninactive_file 100000000\n");
        Files.writeString(two.resolve("cpu.max"), "150000 100000\n");
        Cgroup second = new Cgroup(home.resolve("2"), Files.writeString(home.resolve("membership2"), "0::/app\n"));
        assertEquals(OptionalLong.of(536870912), second.memoryLimit());
        assertEquals(OptionalLong.of(200000000), second.memoryUsed());
        assertEquals(OptionalDouble.of(1.5), second.cores());

        Path one = Files.createDirectories(home.resolve("1/memory/app"));
        Files.writeString(one.resolve("memory.limit_in_bytes"), "1048576");
        Files.writeString(one.getParent().resolve("memory.limit_in_bytes"), "9223372036854771712");
        Cgroup first = new Cgroup(
                home.resolve("1"),
                Files.writeString(home.resolve("membership1"), "4:memory:/app\n2:cpu,cpuacct:/app\n"));
        assertEquals(OptionalLong.of(1048576), first.memoryLimit());
        assertEquals(OptionalDouble.empty(), first.cores());
        Path cpu = Files.createDirectories(home.resolve("1/cpu/app"));
        Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "50000\n");
        Files.writeString(cpu.resolve("cpu.cfs_period_us"), "100000\n");
        assertEquals(OptionalDouble.of(0.5), first.cores());
        Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "-1\n");
        assertEquals(OptionalDouble.empty(), first.cores(), "no quota is no limit");
        assertEquals(OptionalLong.empty(), new Cgroup(home.resolve("none"), home.resolve("none")).memoryLimit());
    }
}
