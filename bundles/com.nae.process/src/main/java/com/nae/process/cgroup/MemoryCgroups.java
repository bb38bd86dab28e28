package com.nae.process.cgroup;

import com.nae.api.process.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cgroups with a hard memory limit, one per running instance that has {@code memory_max}. Each holds the whole
 * process tree. The kernel slows the tree down from 90 % of the limit on, and kills all of it where it would go beyond.
 * Thread-safe, apart from two calls for one instance.
 */
public final class MemoryCgroups {
    /** What an operator is shown where a hard limit is missing: why, and what stands in for it. */
    public static final String NOT_HERE =
            "the kernel does not enforce it: %s; memory_limit restarts the program where it is set";

    private static final Logger LOG = LoggerFactory.getLogger(MemoryCgroups.class);
    private static final int HIGH_PERCENT = 90;
    private static final String PROCESSES = "cgroup.procs";
    private static final String KILLS = "oom_kill ";

    /** How cgroups are made and removed: for the kernel, a folder with its files is one thing. */
    interface Folders {
        void create(Path cgroup) throws IOException;

        /** @throws IOException while a process is in it */
        void remove(Path cgroup) throws IOException;

        /** The kernel's own. */
        Folders OF_THE_KERNEL = new Folders() {
            @Override
            public void create(Path cgroup) throws IOException {
                Files.createDirectory(cgroup);
            }

            @Override
            public void remove(Path cgroup) throws IOException {
                Files.delete(cgroup);
            }
        };
    }

    private final CgroupPlace place;
    private final String prefix;
    private final Folders folders;

    /** Those of this machine. @param home whose programs they hold: several homes may share a place */
    public MemoryCgroups(Path home) {
        this(CgroupPlace.ofThisProcess(), home, Folders.OF_THE_KERNEL);
    }

    MemoryCgroups(CgroupPlace place, Path home, Folders folders) {
        this.place = place;
        this.prefix = "nae-" + Integer.toHexString(home.toString().hashCode()) + "-";
        this.folders = folders;
    }

    /** Why no hard limit can be set on this machine; empty where it can. */
    public Optional<String> obstacle() {
        return Optional.of(place.obstacle()).filter(why -> !why.isEmpty());
    }

    /**
     * Makes the cgroup of an instance anew, with its limit.
     *
     * @param max bytes
     * @return the file to which a process writes its pid to be in it
     * @throws IOException if that is not possible; the message is for the operator
     */
    public Path create(InstanceId id, long max) throws IOException {
        if (obstacle().isPresent()) {
            throw new IOException(place.obstacle());
        }
        Path cgroup = folder(id);
        try {
            place.enable();
            remove(id);
            if (!Files.isDirectory(cgroup)) {
                folders.create(cgroup);
            }
            Files.writeString(cgroup.resolve("memory.high"), Long.toString(max / 100 * HIGH_PERCENT));
            Files.writeString(cgroup.resolve("memory.max"), Long.toString(max));
            Files.writeString(cgroup.resolve("memory.oom.group"), "1");
        } catch (IOException e) {
            throw new IOException("the cgroup " + cgroup + " cannot be set up: " + e, e);
        }
        return cgroup.resolve(PROCESSES);
    }

    /** Whether a process is in the cgroup of an instance. */
    public boolean holds(InstanceId id, int pid) {
        return obstacle().isEmpty()
                && CgroupPlace.lines(folder(id).resolve(PROCESSES)).contains(Integer.toString(pid));
    }

    /** How often the kernel has killed in the cgroup of an instance, since it was made. */
    public long kills(InstanceId id) {
        if (obstacle().isPresent()) {
            return 0;
        }
        return CgroupPlace.lines(folder(id).resolve("memory.events")).stream()
                .filter(line -> line.startsWith(KILLS))
                .mapToLong(line -> Long.parseLong(line.substring(KILLS.length()).strip()))
                .sum();
    }

    /** Removes the cgroup of an instance. @return false while a process is in it */
    public boolean remove(InstanceId id) {
        return obstacle().isPresent() || remove(folder(id));
    }

    private boolean remove(Path cgroup) {
        try {
            folders.remove(cgroup);
            return true;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException inUse) {
            LOG.debug("The cgroup {} is not removed: {}", cgroup, inUse.getMessage());
            return false;
        }
    }

    /** Removes what an earlier runtime has left, but for the cgroups of some instances and those with processes. */
    public void removeUnused(List<InstanceId> used) {
        if (obstacle().isPresent()) {
            return;
        }
        Set<Path> keep = used.stream().map(this::folder).collect(Collectors.toSet());
        try (Stream<Path> all = Files.list(place.base())) {
            all.filter(cgroup -> cgroup.getFileName().toString().startsWith(prefix) && !keep.contains(cgroup))
                    .toList()
                    .forEach(this::remove);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", place.base(), e.toString());
        }
    }

    private Path folder(InstanceId id) {
        return place.base().resolve(prefix + id.logName().replaceFirst("\\.log$", ""));
    }
}
