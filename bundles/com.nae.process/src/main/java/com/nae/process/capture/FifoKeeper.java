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
 * A small helper process that holds every FIFO open, so that what a worker prints while no runtime is there is kept
 * until the next one comes up. It reads commands from a FIFO of its own and outlives the runtime. Without it (no bash)
 * everything works but that: the last lines of a worker that dies while the runtime is down are lost. Owned by the
 * supervisor's thread.
 */
public final class FifoKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(FifoKeeper.class);
    /** Below it lie the shell's own descriptors. */
    private static final int FIRST_FD = 20;

    private static final String COMMANDS = "keeper.orders";
    /**
     * Executes {@code hold FD PATH}, {@code drop FD PATH} and {@code end} from its standard input, the command FIFO;
     * the path is never run through the shell. Once a minute it checks whether it has been replaced or its home is
     * gone. Where it comes up late, what it is to hold may be gone: it must not make a plain file in that place.
     */
    static final String SCRIPT = """
            ulimit -n "$(ulimit -Hn)" 2>/dev/null
            trap '' HUP INT
            while :; do
                if read -r -t 60 word fd path; then
                    case $word in
                        hold) [ -p "$path" ] && eval "exec $((fd))<>\\"\\$path\\"" ;;
                        drop) eval "exec $((fd))>&-" ;;
                        end) exit 0 ;;
                    esac
                else
                    [ -p /dev/fd/0 ] && [ "$1" -ef /dev/fd/0 ] || exit 0
                fi
            done
            """;

    private final Path folder;
    private final Map<Path, Integer> held = new HashMap<>();
    private final BitSet used = new BitSet();
    private FileChannel commands;
    private FileChannel predecessor;

    public FifoKeeper(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts it beside the helper of an earlier runtime, which is kept until {@link #endPredecessor}: by then this one
     * holds all FIFOs.
     */
    public void start(Spawner spawner, Map<String, String> environment) {
        Path fifo = folder.resolve(COMMANDS);
        Path output = folder.resolve("keeper.output");
        try {
            if (Files.exists(fifo)) {
                predecessor = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
            }
            for (Path path : List.of(fifo, output)) {
                Files.deleteIfExists(path);
                Libc.check(Libc.mkfifo(path.toString(), 0600), "mkfifo " + path);
            }
            spawner.spawn(new Spawner.SpawnRequest(
                    List.of("bash", "-c", SCRIPT, "nae-keeper", fifo.toString()), environment, folder, output, fifo));
            commands = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.warn(
                    "No keeper of output ({}): what a worker prints while the runtime is down may be lost",
                    e.getMessage());
        }
    }

    /** Holds a FIFO open from now on. */
    public void hold(Path fifo) {
        if (!held.containsKey(fifo)) {
            int fd = used.nextClearBit(FIRST_FD);
            used.set(fd);
            held.put(fifo, fd);
            send(commands, "hold " + fd + " " + fifo);
        }
    }

    /** Lets a FIFO go. */
    public void drop(Path fifo) {
        Integer fd = held.remove(fifo);
        if (fd != null) {
            used.clear(fd);
            send(commands, "drop " + fd + " " + fifo);
        }
    }

    /** Ends the helper of an earlier runtime. */
    public void endPredecessor() {
        send(predecessor, "end");
        predecessor = null;
    }

    /** Ends every helper: the runtime and all workers stop. */
    public void end() {
        endPredecessor();
        send(commands, "end");
        commands = null;
        folder.resolve(COMMANDS).toFile().delete();
    }

    private static void send(FileChannel to, String command) {
        if (to == null) {
            return;
        }
        try {
            to.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOG.warn("The keeper of output is gone: {}", e.toString());
        }
    }
}
