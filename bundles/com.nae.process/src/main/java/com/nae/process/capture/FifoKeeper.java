package com.nae.process.capture;

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
 * A small process that holds every FIFO open, so that the last words of a worker which dies while no runtime is there
 * are kept until one comes back. It obeys lines from a FIFO of its own and outlives the runtime. Without it (no bash)
 * all works but for those words.
 */
public final class FifoKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(FifoKeeper.class);
    private static final int FIRST_FD = 20;
    private static final String ORDERS = "keeper.orders";
    /**
     * Obeys {@code hold FD PATH}, {@code drop FD PATH} and {@code end}; the path is never run through the shell. Once a
     * minute it looks whether it has been replaced or its home is gone; a stop before it was up leaves it a plain file,
     * where there is nothing to obey.
     */
    static final String SCRIPT = """
            ulimit -n "$(ulimit -Hn)" 2>/dev/null
            trap '' HUP INT
            while :; do
                if read -r -t 60 word fd path; then
                    case $word in
                        hold) eval "exec $((fd))<>\\"\\$path\\"" ;;
                        drop) eval "exec $((fd))>&-" ;;
                        end) exit 0 ;;
                    esac
                else
                    [ -p /dev/fd/0 ] && [ "$1" -ef /dev/fd/0 ] || exit 0
                fi
            done <>"$1"
            """;

    private final Path folder;
    private final Map<Path, Integer> held = new HashMap<>();
    private final BitSet used = new BitSet();
    private FileChannel orders;
    private FileChannel earlier;

    public FifoKeeper(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts it beside that of an earlier runtime, which goes when {@link #endPredecessor} says that this one holds
     * all.
     */
    public void start(Spawner spawner, Map<String, String> environment) {
        Path fifo = folder.resolve(ORDERS);
        Path output = folder.resolve("keeper.output");
        try {
            if (Files.exists(fifo)) {
                earlier = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
            }
            for (Path path : List.of(fifo, output)) {
                Files.deleteIfExists(path);
                Libc.check(Libc.mkfifo(path.toString(), 0600), "mkfifo " + path);
            }
            spawner.spawn(new Spawner.SpawnRequest(
                    List.of("bash", "-c", SCRIPT, "nae-keeper", fifo.toString()), environment, folder, output));
            orders = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.warn(
                    "No keeper of output ({}): the last words of a worker that dies while the runtime is down may be lost",
                    e.getMessage());
        }
    }

    public void hold(Path fifo) {
        if (!held.containsKey(fifo)) {
            int fd = used.nextClearBit(FIRST_FD);
            used.set(fd);
            held.put(fifo, fd);
            order(orders, "hold " + fd + " " + fifo);
        }
    }

    public void drop(Path fifo) {
        Integer fd = held.remove(fifo);
        if (fd != null) {
            used.clear(fd);
            order(orders, "drop " + fd + " " + fifo);
        }
    }

    /** Ends the keeper of an earlier runtime. */
    public void endPredecessor() {
        order(earlier, "end");
        earlier = null;
    }

    /** Ends every keeper, at an orderly stop. */
    public void end() {
        endPredecessor();
        order(orders, "end");
        orders = null;
        folder.resolve(ORDERS).toFile().delete();
    }

    private static void order(FileChannel to, String words) {
        if (to == null) {
            return;
        }
        try {
            to.write(ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOG.warn("The keeper of output is gone: {}", e.toString());
        }
    }
}
