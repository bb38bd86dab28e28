package com.nae.process.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where hard limits can be set and where not, on folders that look like cgroups. */
class CgroupPlaceTest {
    @TempDir
    Path folder;

    private StandInCgroup standIn;

    @BeforeEach
    void make() throws IOException {
        standIn = new StandInCgroup(folder, Path.of("/home/nae"));
    }

    private void obstacle(String expected) {
        String why = standIn.place().obstacle();
        assertTrue(why.contains(expected), why);
        assertEquals(why, standIn.cgroups().obstacle().orElse("none"));
    }

    @Test
    void theParentOfTheRuntimesOwnCgroupIsTheOneThatWasDelegated() {
        assertEquals(standIn.base(), standIn.place().base());
        assertTrue(standIn.cgroups().obstacle().isEmpty());
    }

    @Test
    void aMachineWithVersion1OrWithoutCgroupsSaysSo() throws IOException {
        Files.writeString(standIn.membership(), "4:memory:/nae.service\n1:cpu:/\n");
        obstacle("no memory controller in cgroup version 2");
        Files.writeString(standIn.membership(), "4:memory:/nae.service\n0::/nae.service/nae-runtime\n");
        Files.delete(standIn.base().getParent().resolve("cgroup.controllers"));
        obstacle("no memory controller in cgroup version 2");
        Files.delete(standIn.membership());
        obstacle("no memory controller in cgroup version 2");
    }

    @Test
    void aRuntimeInTheTopmostCgroupOfItsContainerSaysSo() throws IOException {
        Files.writeString(standIn.membership(), "0::/\n");
        Files.writeString(standIn.base().getParent().resolve("cgroup.type"), "domain\n");
        obstacle("not in a child cgroup");
    }

    @Test
    void whatWasNotDelegatedIsNotTouched() throws IOException {
        CgroupPlace place = CgroupPlace.find(standIn.base().getParent(), standIn.membership(), cgroup -> false);
        assertTrue(place.obstacle().contains("is not delegated"), place.obstacle());
        Files.writeString(standIn.base().resolve("cgroup.controllers"), "cpu pids\n");
        obstacle("the memory controller is not delegated");
        assertEquals("", Files.readString(standIn.base().resolve("cgroup.subtree_control")));
    }

    /** The kernel limits the children of a cgroup only while that has no processes itself; nobody is moved. */
    @Test
    void aCgroupWithProcessesOfItsOwnIsLeftAlone() throws IOException {
        Files.writeString(standIn.base().resolve("cgroup.procs"), "4711\n");
        obstacle("processes run in the cgroup");
        Files.writeString(standIn.base().resolve("cgroup.subtree_control"), "memory\n");
        assertTrue(standIn.cgroups().obstacle().isEmpty(), "somebody has enabled it already");
    }

    @Test
    void thisMachineGivesAnAnswer() {
        CgroupPlace place = CgroupPlace.ofThisProcess();
        assertEquals(place.base() == null, !place.obstacle().isEmpty());
    }
}
