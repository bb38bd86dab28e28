package com.nae.process.cgroup;

import com.nae.process.posix.Libc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.function.Predicate;

/**
 * The cgroup of version 2 below which programs may get cgroups of their own, or the reason why there is none. It is the
 * parent of the runtime's own cgroup, because the kernel limits only the children of a cgroup that holds no processes
 * itself. The runtime moves no process out of the way, and takes only what was delegated to it.
 *
 * @param base null where there is none
 * @param obstacle why there is none; empty where there is one
 */
record CgroupPlace(Path base, String obstacle) {
    private static final String MEMORY = "memory";
    private static final String OWN_LINE = "0::";

    /** The place of this process on this machine. */
    static CgroupPlace ofThisProcess() {
        return find(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"), CgroupPlace::isDelegated);
    }

    /**
     * Looks for it.
     *
     * @param mount where cgroups are mounted
     * @param membership the file that names the cgroup of this process
     * @param delegated whether a cgroup, which can be written, was given to this process
     */
    static CgroupPlace find(Path mount, Path membership, Predicate<Path> delegated) {
        String own = lines(membership).stream()
                .filter(line -> line.startsWith(OWN_LINE))
                .findFirst()
                .orElse("");
        if (own.isEmpty() || !Files.exists(mount.resolve("cgroup.controllers"))) {
            return none("this machine has no memory controller in cgroup version 2");
        }
        Path cgroup = mount.resolve(own.substring(OWN_LINE.length()).replaceFirst("^/+", ""))
                .normalize();
        boolean rootOfAll = Files.isDirectory(cgroup) && !Files.exists(cgroup.resolve("cgroup.type"));
        if (!rootOfAll && (cgroup.equals(mount) || !cgroup.startsWith(mount))) {
            return none("the runtime is not in a child cgroup of what was delegated to it");
        }
        return checked(rootOfAll ? cgroup : cgroup.getParent(), rootOfAll, delegated);
    }

    private static CgroupPlace checked(Path base, boolean rootOfAll, Predicate<Path> delegated) {
        boolean writable = Files.isWritable(base) && Files.isWritable(base.resolve("cgroup.procs"));
        if (!writable || !delegated.test(base)) {
            return none("the cgroup " + base + " is not delegated to the runtime");
        }
        if (!words(base.resolve("cgroup.controllers")).contains(MEMORY)) {
            return none("the memory controller is not delegated to the cgroup " + base);
        }
        boolean enabled = words(base.resolve("cgroup.subtree_control")).contains(MEMORY);
        if (!enabled && !rootOfAll && !lines(base.resolve("cgroup.procs")).isEmpty()) {
            return none("processes run in the cgroup " + base + " itself");
        }
        return new CgroupPlace(base, "");
    }

    private static CgroupPlace none(String why) {
        return new CgroupPlace(null, why);
    }

    /**
     * Whether somebody meant this process to have a cgroup. What an ordinary user can write was given to him. Root can
     * write everything: there systemd's mark decides, and where no systemd runs, nobody else owns the tree.
     */
    private static boolean isDelegated(Path cgroup) {
        return Libc.geteuid() != 0 || !Files.exists(Path.of("/run/systemd/system")) || bearsMark(cgroup);
    }

    private static boolean bearsMark(Path cgroup) {
        UserDefinedFileAttributeView view = Files.getFileAttributeView(cgroup, UserDefinedFileAttributeView.class);
        ByteBuffer value = ByteBuffer.allocate(8);
        try {
            return view != null && view.read("delegate", value) == 1 && value.get(0) == '1';
        } catch (IOException unmarked) {
            return false;
        }
    }

    /** Makes the kernel count and limit the memory of the cgroups below it. */
    void enable() throws IOException {
        Path control = base.resolve("cgroup.subtree_control");
        if (!words(control).contains(MEMORY)) {
            Files.writeString(control, "+" + MEMORY);
        }
    }

    private static List<String> words(Path file) {
        return lines(file).stream()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .map(word -> word.replace("+", ""))
                .toList();
    }

    static List<String> lines(Path file) {
        try {
            return Files.readString(file).lines().toList();
        } catch (IOException absent) {
            return List.of();
        }
    }
}
