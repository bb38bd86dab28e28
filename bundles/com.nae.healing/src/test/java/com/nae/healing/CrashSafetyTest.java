package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Family;
import com.nae.api.process.Mode;
import com.nae.healing.HealingWorld.Failure;
import com.nae.healing.exec.VirtualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runtime is killed at each step of each kind of change; what the next one finds is the old state or the new one,
 * and it brings order into it.
 */
class CrashSafetyTest {
    @TempDir
    Path root;

    /** One kind of repair: its fix, how the program looks broken, and what a whole repair leaves. */
    private record Kind(
            String name,
            java.util.function.Function<com.nae.api.healing.Workspace, List<Fix>> fix,
            HealingWorld.Program program) {}

    private static final Failure FAILURE = Failure.exit(Family.KEY, "KeyError", "step");

    @Test
    void anEditIsMadeOrNot() {
        everyKill(new Kind(
                "edit",
                ws -> SimulatedHealer.edit(ws, "pattern", "OLD", "NEW"),
                (text, variables) -> text.contains("OLD") ? Optional.of(FAILURE) : Optional.empty()));
    }

    @Test
    void anEnvironmentOverlayIsSetOrNot() {
        everyKill(new Kind(
                "environment",
                ws -> List.of(new Fix(
                        "pattern",
                        "sets STEP",
                        0.9,
                        Fix.Risk.LOW,
                        List.of(new Change.SetEnvironment(Map.of("STEP", "5", "MORE", "6"))))),
                (text, variables) -> variables.containsKey("STEP") && variables.containsKey("MORE")
                        ? Optional.empty()
                        : Optional.of(FAILURE)));
    }

    @Test
    void aCommandIsRunAgainOrNot() {
        everyKill(new Kind(
                "command",
                ws -> List.of(new Fix(
                        "pattern",
                        "touches a file",
                        0.9,
                        Fix.Risk.LOW,
                        List.of(new Change.RunCommand(
                                List.of("touch", "installed"), java.time.Duration.ofSeconds(9))))),
                (text, variables) -> Optional.empty()));
    }

    /**
     * Kills the runtime at its first, second, third ... crash point, until one run has no more of them; holds are let
     * go in the same runs.
     */
    private void everyKill(Kind kind) {
        int points = 0;
        for (int at = 1; killedAt(kind, at); at++) {
            points = at;
        }
        assertTrue(points >= 12, kind.name() + " has only " + points + " crash points");
    }

    /** @return whether there was such a point */
    private boolean killedAt(Kind kind, int at) {
        HealingWorld w = broken(kind, root.resolve(kind.name() + at));
        String when = kind.name() + " killed at " + at;
        AtomicInteger left = new AtomicInteger(at);
        w.crash = where -> {
            if (left.decrementAndGet() == 0) {
                throw new VirtualScheduler.Killed();
            }
        };
        try {
            w.loop.seconds(60);
            return false;
        } catch (VirtualScheduler.Killed killed) {
            w.crash = point -> {};
            theStateIsWhole(w, when);
            w.processes.obey();
            w.loop.forget();
            w.boot();
            w.processes.obey();
            theStateIsSettled(w, when);
            w.processes.startAll();
            w.loop.seconds(120);
            assertTrue(
                    kind.name().equals("command") && installed(w)
                            || w.tracker.list().get(0).status() == com.nae.api.issue.Issue.Status.HEALED,
                    when + " is healed by the next runtime");
            return true;
        }
    }

    /** A program that the fix repairs; a command does so by the file that it makes. */
    private static HealingWorld broken(Kind kind, Path root) {
        HealingWorld w = new HealingWorld(root);
        w.settings = Map.of("commands", "touch installed");
        w.boot();
        w.healer("healer", (issue, workspace) -> kind.fix().apply(workspace));
        w.program(
                "app",
                "OLD text\r\n",
                (text, variables) -> kind.name().equals("command") && !installed(w)
                        ? Optional.of(FAILURE)
                        : kind.program().apply(text, variables));
        permissions(w, "rwxr-x--x");
        return w;
    }

    private static boolean installed(HealingWorld w) {
        return Files.exists(w.file("app", Mode.SANDBOX).resolveSibling("installed"));
    }

    private static void permissions(HealingWorld w, String text) {
        for (Mode mode : Mode.values()) {
            try {
                Files.setPosixFilePermissions(w.file("app", mode), PosixFilePermissions.fromString(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void theStateIsWhole(HealingWorld w, String when) {
        for (Mode mode : Mode.values()) {
            assertTrue(
                    Set.of("OLD text\r\n", "NEW text\r\n").contains(w.text("app", mode)),
                    when + ": " + w.text("app", mode));
        }
    }

    /** No step is open, no unproven fix is in force, nothing is held, nothing lies around, rights are as they were. */
    private static void theStateIsSettled(HealingWorld w, String when) {
        theFilesAreInOrder(w, when);
        for (FixRecord fix : w.desk.fixes().newestFirst()) {
            boolean undone = fix.state() == FixRecord.State.ROLLED_BACK || fix.state() == FixRecord.State.FAILED;
            assertTrue(
                    undone || fix.state() == FixRecord.State.PROVEN || fix.state() == FixRecord.State.HEALED,
                    when + ": a fix is " + fix.state());
            if (undone) {
                assertTrue(w.processes.overlay("app", Mode.LIVE).isEmpty(), when);
                assertEquals("OLD text\r\n", w.text("app", Mode.LIVE), when);
                assertEquals("OLD text\r\n", w.text("app", Mode.SANDBOX), when);
            }
        }
        assertTrue(
                w.processes.held("app@live").isEmpty()
                        && w.processes.held("app@sandbox").isEmpty(),
                when + ": held");
    }

    private static void theFilesAreInOrder(HealingWorld w, String when) {
        try (Stream<Path> files = Stream.concat(
                Files.list(w.file("app", Mode.LIVE).getParent()),
                Files.list(w.file("app", Mode.SANDBOX).getParent()))) {
            assertTrue(files.noneMatch(f -> f.toString().contains(".nae-new")), when + ": a temporary file is left");
            for (Mode mode : Mode.values()) {
                assertEquals(
                        "rwxr-x--x",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(w.file("app", mode))),
                        when);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
