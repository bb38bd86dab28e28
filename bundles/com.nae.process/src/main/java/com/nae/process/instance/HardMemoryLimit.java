package com.nae.process.instance;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition.Limits;
import com.nae.api.process.ProcessEvent;
import com.nae.process.cgroup.MemoryCgroups;
import com.nae.process.posix.Libc;
import com.nae.process.posix.Spawner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limit {@code memory_max} of one instance, which the kernel enforces on its process tree. Where it cannot be set,
 * the program runs without it. Owned by the supervisor's thread, but for {@link #obstacle}.
 */
public final class HardMemoryLimit {
    private static final Logger LOG = LoggerFactory.getLogger(HardMemoryLimit.class);
    /** Enters a cgroup, then becomes the program. Every value is an argument, never part of the script. */
    private static final String SCRIPT = """
            echo $$ > "$1" || echo "nae: memory_max is not in force for this program" >&2
            shift
            exec "$@"
            """;

    private static final Duration REMOVE_AGAIN = Duration.ofSeconds(2);
    private static final int REMOVE_TRIES = 10;
    private static final String UNITS = "KMG";
    private static final int KIB = 1024;

    private final Instance instance;
    private final StatusPublisher status;
    private final InstanceRuntime runtime;
    private final MemoryCgroups cgroups;
    /** Kills in a cgroup that was there before the last start. */
    private long killsBefore;

    private Optional<String> kill = Optional.empty();
    private volatile String failure = "";

    HardMemoryLimit(Instance instance, StatusPublisher status, InstanceRuntime runtime) {
        this.instance = instance;
        this.status = status;
        this.runtime = runtime;
        this.cgroups = runtime.launcher().cgroups();
    }

    /** Why the definition's limit is not in force; empty where it is, or where there is none. Any thread. */
    public Optional<String> obstacle() {
        return max().isEmpty()
                ? Optional.empty()
                : cgroups.obstacle().or(() -> Optional.of(failure).filter(why -> !why.isEmpty()));
    }

    private OptionalLong max() {
        return instance.definition().limits().memoryMax();
    }

    /** The start of its program within its limit. */
    Spawner.SpawnRequest applyTo(Spawner.SpawnRequest planned) {
        failure = "";
        if (max().isEmpty()) {
            return planned;
        }
        try {
            Path entrance = cgroups.create(instance.id(), max().getAsLong());
            killsBefore = cgroups.kills(instance.id());
            List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "nae-exec", entrance.toString()));
            argv.addAll(planned.argv());
            return new Spawner.SpawnRequest(
                    argv, planned.environment(), planned.directory(), planned.output(), planned.input());
        } catch (IOException e) {
            failure = e.getMessage();
            LOG.warn("{} runs without its memory_max: {}", instance.id(), failure);
            return planned;
        }
    }

    /** Its program was started by an earlier runtime. */
    void adopted(int pid) {
        boolean held = max().isEmpty() || cgroups.holds(instance.id(), pid);
        failure = held ? "" : "the program was started without it; it comes into force with the next start";
    }

    /** Its program has ended: notes whether the limit was the cause, and removes the cgroup. */
    void ended() {
        kill = cgroups.kills(instance.id()) > killsBefore && mayBeKilled(status.lastExit)
                ? Optional.of(Limits.MEMORY_MAX_KILL + size(max().orElse(0)))
                : Optional.empty();
        killsBefore = 0;
        remove(REMOVE_TRIES);
    }

    /** Nobody may have seen how a program ended that an earlier runtime started. */
    private static boolean mayBeKilled(ExitStatus exit) {
        return exit != null && exit.code().isEmpty() && exit.signal().orElse(Libc.SIGKILL) == Libc.SIGKILL;
    }

    /** Stragglers that are still being stopped keep a cgroup for a moment. */
    private void remove(int tries) {
        if (!instance.hasWorker() && !cgroups.remove(instance.id()) && tries > 1) {
            runtime.loop().schedule(REMOVE_AGAIN, () -> remove(tries - 1));
        }
    }

    /** That the limit has ended the program, once; it is announced as an act of the runtime. */
    Optional<String> takeKill() {
        Optional<String> taken = kill;
        kill = Optional.empty();
        taken.ifPresent(this::announce);
        return taken;
    }

    /** Reports an event that changes no state, so that nothing that waits for the instance is started by it. */
    private void announce(String what) {
        status.reason = what;
        instance.publish();
        runtime.events().publish(new ProcessEvent(instance.state(), instance.status(), false, Instant.now()));
    }

    private static String size(long bytes) {
        String unit = "";
        long value = bytes;
        for (int i = 0; i < UNITS.length() && value % KIB == 0 && value > 0; i++) {
            value /= KIB;
            unit = UNITS.substring(i, i + 1);
        }
        return value + unit;
    }
}
