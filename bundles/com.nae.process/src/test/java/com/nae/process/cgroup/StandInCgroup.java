package com.nae.process.cgroup;

import com.nae.api.process.InstanceId;
import com.nae.process.posix.Libc;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that looks like the cgroups of version 2 of a machine where systemd has delegated {@code nae.service}, with
 * the runtime in its child {@code nae-runtime}. Cgroups come with their files and go with them, and stay while a
 * process in them lives. Nothing is limited; a test kills in the place of the kernel.
 */
public final class StandInCgroup {
    private final Path mount;
    private final Path membership;
    private final Path home;

    public StandInCgroup(Path folder, Path home) throws IOException {
        this.home = home;
        mount = Files.createDirectories(folder.resolve("cgroup"));
        membership = Files.writeString(folder.resolve("membership"), "0::/nae.service/nae-runtime\n");
        write(mount, "cgroup.controllers", "cpu memory pids\n");
        create(base());
        create(base().resolve("nae-runtime"));
    }

    /** The cgroup that is delegated. */
    public Path base() {
        return mount.resolve("nae.service");
    }

    Path membership() {
        return membership;
    }

    CgroupPlace place() {
        return CgroupPlace.find(mount, membership, cgroup -> true);
    }

    public MemoryCgroups cgroups() {
        MemoryCgroups.Folders folders = new MemoryCgroups.Folders() {
            @Override
            public void create(Path cgroup) throws IOException {
                StandInCgroup.create(cgroup);
            }

            @Override
            public void remove(Path cgroup) throws IOException {
                StandInCgroup.remove(cgroup);
            }
        };
        return new MemoryCgroups(place(), home, folders);
    }

    private static void create(Path cgroup) throws IOException {
        Files.createDirectory(cgroup);
        write(cgroup, "cgroup.type", "domain\n");
        write(cgroup, "cgroup.controllers", "cpu memory pids\n");
        write(cgroup, "cgroup.subtree_control", "");
        write(cgroup, "cgroup.procs", "");
        write(cgroup, "memory.high", "max\n");
        write(cgroup, "memory.max", "max\n");
        write(cgroup, "memory.oom.group", "0\n");
        write(cgroup, "memory.events", "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\noom_group_kill 0\n");
    }

    private static void write(Path cgroup, String file, String text) throws IOException {
        Files.writeString(cgroup.resolve(file), text);
    }

    private static void remove(Path cgroup) throws IOException {
        if (!Files.exists(cgroup)) {
            throw new NoSuchFileException(cgroup.toString());
        }
        for (String pid : Files.readAllLines(cgroup.resolve("cgroup.procs"))) {
            if (Libc.kill(Integer.parseInt(pid), 0) == 0) {
                throw new FileSystemException(cgroup.toString(), null, "Device or resource busy");
            }
        }
        try (Stream<Path> files = Files.list(cgroup)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(cgroup);
    }

    /** The cgroups of programs, by name. */
    public List<Path> ofPrograms() throws IOException {
        try (Stream<Path> all = Files.list(base())) {
            return all.filter(p -> Files.isDirectory(p) && !p.endsWith("nae-runtime"))
                    .sorted()
                    .toList();
        }
    }

    public Path of(InstanceId id) throws IOException {
        return ofPrograms().stream()
                .filter(p -> p.toString()
                        .endsWith("-" + id.process() + "." + id.mode().word()))
                .findFirst()
                .orElseThrow();
    }

    /** What the kernel does when the programs in a cgroup are above its limit: it kills them all. */
    public void runsOutOfMemory(InstanceId id) throws IOException {
        write(of(id), "memory.events", "low 0\nhigh 7\nmax 3\noom 1\noom_kill 1\noom_group_kill 1\n");
        for (String pid : Files.readAllLines(of(id).resolve("cgroup.procs"))) {
            Libc.kill(Integer.parseInt(pid), Libc.SIGKILL);
        }
    }
}
