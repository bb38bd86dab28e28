package com.nae.process.supervise;

import com.nae.process.posix.Libc;
import com.nae.process.posix.Spawner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process that holds every FIFO open, so that the last words of a worker which dies while no runtime is there are
 * kept until one comes back. It obeys lines from a FIFO of its own and outlives the runtime. Without it (no bash) all works
 * but for those words.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final int FIRST_FD = 20;
    /** Reads {@code hold FD PATH} and {@code drop FD PATH}; the path is never run through the shell. */
    private static final String SCRIPT = "ulimit -n \"$(ulimit -Hn)\" 2>/dev/null; trap '' HUP INT; "
            + "while read -r word fd path; do case $word in hold) eval \"exec $((fd))<>\\\"\\$path\\\"\";; drop) eval \"exec $((fd))>&-\";; esac; done <>\"$1\"";

    private final Path folder;
    private final Map<Path, Integer> held = new HashMap<>();
    private final BitSet used = new BitSet();
    private FileChannel orders;
    private int pid;

    Keeper(Path folder) {
        this.folder = folder;
    }

    /** Ends the keeper of an earlier runtime only after the new one holds what it held: see {@link #retire}. */
    void start(Spawner spawner, Map<String, String> environment) {
        try {
            Path fifo = folder.resolve("keeper.orders");
            Path output = folder.resolve("keeper.output");
            for (Path path : List.of(fifo, output)) {
                Files.deleteIfExists(path);
                Libc.check(Libc.mkfifo(path.toString(), 0600), "mkfifo " + path);
            }
            pid = spawner.spawn(new Spawner.Launch(List.of("bash", "-c", SCRIPT, "nae-keeper", fifo.toString()), environment, folder, output));
            orders = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.warn("No keeper of output ({}): the last words of a worker that dies while the runtime is down may be lost", e.getMessage());
        }
    }

    int pid() {
        return pid;
    }

    void hold(Path fifo) {
        if (!held.containsKey(fifo)) {
            int fd = used.nextClearBit(FIRST_FD);
            used.set(fd);
            held.put(fifo, fd);
            order("hold", fd, fifo);
        }
    }

    void drop(Path fifo) {
        Integer fd = held.remove(fifo);
        if (fd != null) {
            used.clear(fd);
            order("drop", fd, fifo);
        }
    }

    private void order(String word, int fd, Path fifo) {
        if (orders == null) {
            return;
        }
        try {
            orders.write(ByteBuffer.wrap((word + " " + fd + " " + fifo + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOG.warn("The keeper of output is gone: {}", e.toString());
        }
    }

    /** Ends this keeper at an orderly stop. */
    void end() {
        if (pid != 0) {
            Libc.kill(pid, Libc.SIGTERM);
        }
    }

    /** Ends keepers of earlier runtimes, known by their mark; call when all FIFOs are held by this one. */
    static void retire(List<Integer> earlier) {
        for (int pid : earlier) {
            Libc.kill(pid, Libc.SIGTERM);
        }
    }
}
