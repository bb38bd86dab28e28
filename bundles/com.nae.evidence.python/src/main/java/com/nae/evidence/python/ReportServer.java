package com.nae.evidence.python;

import com.nae.base.thread.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unix-domain socket for reports, served by one thread. Every user of the machine may connect, since programs run
 * as other users; a connection is kept only if its greeting bears the token of a start.
 */
final class ReportServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ReportServer.class);
    private static final int MOST_CONNECTIONS = 4096;
    /** Connections without a greeting; a hook sends it as it connects. */
    private static final int MOST_STRANGERS = 64;

    private static final Duration GREETING_WITHIN = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int BUFFER = 1 << 16;
    private static final long STOP_MILLIS = 2000;

    private final Path socket;
    private final ReportingInstances instances;
    private final PeerUser peers;
    /** Connections without a greeting, the oldest first; the thread's. */
    private final Queue<ReportConnection> strangers = new ArrayDeque<>();

    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Thread thread;
    private volatile boolean open = true;

    ReportServer(Path socket, ReportingInstances instances) throws IOException {
        this.socket = socket;
        this.instances = instances;
        try {
            Files.deleteIfExists(socket);
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            peers = PeerUser.ownerOf(socket);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            server.close();
            selector.close();
            throw e;
        }
        thread = DaemonThreads.start("nae-evidence.python", this::run);
    }

    /** Has the thread of the server do something soon; returns at once. */
    void execute(Runnable task) {
        work.add(task);
        selector.wakeup();
    }

    private void run() {
        while (open) {
            try {
                serve();
            } catch (IOException | RuntimeException e) {
                LOG.warn("The socket for reports failed; it is tried again", e);
                pause();
            }
        }
        runWork();
        closeAll();
    }

    private void serve() throws IOException {
        selector.select(strangers.isEmpty() ? 0 : GREETING_WITHIN.toMillis());
        runWork();
        for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
            if (key.isValid() && key.isAcceptable()) {
                acceptAll();
            } else if (key.isValid() && key.isReadable()) {
                read((ReportConnection) key.attachment());
            }
        }
        selector.selectedKeys().clear();
        closeLateStrangers();
    }

    private void runWork() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("Work for reports failed", e);
            }
        }
    }

    private void acceptAll() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            if (selector.keys().size() > MOST_CONNECTIONS || !peers.admits(channel)) {
                channel.close();
                continue;
            }
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            ReportConnection connection = new ReportConnection(channel, instances, Instant.now());
            strangers.add(connection);
            key.attach(connection);
            read(connection);
        }
    }

    private void read(ReportConnection connection) throws IOException {
        boolean goesOn;
        try {
            goesOn = connection.read(buffer);
        } catch (IOException broken) {
            goesOn = false;
        }
        if (!goesOn || connection.isGreeted()) {
            strangers.remove(connection);
        }
        if (!goesOn) {
            connection.close();
        }
    }

    /** Those that take too long, and the oldest where there are too many. */
    private void closeLateStrangers() throws IOException {
        Instant late = Instant.now().minus(GREETING_WITHIN);
        ReportConnection oldest = strangers.peek();
        while (oldest != null
                && (strangers.size() > MOST_STRANGERS || oldest.opened().isBefore(late))) {
            strangers.remove().close();
            oldest = strangers.peek();
        }
    }

    private void pause() {
        try {
            synchronized (this) {
                if (open) {
                    wait(PAUSE_AFTER_FAILURE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            open = false;
        }
    }

    private void closeAll() {
        try {
            for (SelectionKey key : List.copyOf(selector.keys())) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            LOG.debug("{} was closed with a failure", socket, e);
        }
    }

    /** Ends the thread. The name of the socket stays taken: programs that run on report there to the next runtime. */
    @Override
    public void close() {
        synchronized (this) {
            open = false;
            notifyAll();
        }
        selector.wakeup();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
