package com.nae.shell;

import com.nae.api.operation.Home;
import com.nae.api.shell.Command;
import com.nae.base.thread.DaemonThreads;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of the control socket. It serves each client on its own thread, up to {@value #MAX_SESSIONS} at a time.
 */
@Component(immediate = true, service = ControlServer.class)
public final class ControlServer {
    static final int MAX_SESSIONS = 32;

    private final Logger log = LoggerFactory.getLogger(ControlServer.class);
    private final CommandRegistry commands;
    private final ControlServerSocket socket;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MAX_SESSIONS,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> daemon(task, "nae-shell-session-" + sessions.incrementAndGet()),
            (task, pool) -> {
                throw new IllegalStateException("more than " + MAX_SESSIONS + " sessions at once");
            });

    @Activate
    public ControlServer(BundleContext context, @Reference CommandRegistry commands) throws IOException {
        this(Home.of(context).root(), commands);
    }

    ControlServer(Path home, CommandRegistry commands) throws IOException {
        this.commands = commands;
        this.socket = new ControlServerSocket(home);
        daemon(this::listen, "nae-shell").start();
    }

    private static Thread daemon(Runnable task, String name) {
        return DaemonThreads.named(name).newThread(task);
    }

    /** Accepts clients until the socket is closed. */
    private void listen() {
        try {
            while (true) {
                serve(socket.accept());
            }
        } catch (ClosedChannelException e) {
            log.debug("The control socket is closed", e);
        } catch (IOException e) {
            log.error("The control socket no longer accepts connections; restart NAE to control it again", e);
        }
    }

    /** Serves a client on a thread of the pool, or refuses it if all threads are busy. */
    private void serve(SocketChannel channel) throws IOException {
        ClientConnection connection = new ClientConnection(channel);
        open.add(connection);
        try {
            threads.execute(() -> {
                new ShellSession(connection, commands).run();
                close(connection);
            });
        } catch (IllegalStateException e) {
            connection.frameStream('e').write(("nae: " + e.getMessage() + "; end one and try again\n").getBytes());
            connection.sendExit(Command.FAILED);
            close(connection);
        }
    }

    private void close(ClientConnection connection) {
        open.remove(connection);
        try {
            connection.close();
        } catch (IOException e) {
            log.debug("A session could not be closed", e);
        }
    }

    @Deactivate
    void deactivate() throws IOException {
        socket.close();
        open.forEach(this::close);
        threads.shutdownNow();
    }
}
