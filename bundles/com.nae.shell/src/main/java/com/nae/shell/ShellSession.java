package com.nae.shell;

import com.nae.api.shell.Caller;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** One session of a client: a request, the output of its command, and an exit code. */
final class ShellSession implements Runnable {
    /** A client that sends no request for so long is dropped, so that it does not block a session. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private final ClientConnection connection;
    private final CommandRegistry commands;
    private final PrintStream out;
    private final PrintStream err;

    ShellSession(ClientConnection connection, CommandRegistry commands) {
        this.connection = connection;
        this.commands = commands;
        this.out =
                new PrintStream(new BufferedOutputStream(connection.frameStream('o')), false, StandardCharsets.UTF_8);
        this.err = new PrintStream(
                new BufferedOutputStream(after(out, connection.frameStream('e'))), false, StandardCharsets.UTF_8);
    }

    /** A stream that flushes another one first, so that output and errors keep their order. */
    private static OutputStream after(PrintStream first, OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                first.flush();
                stream.write(bytes, offset, length);
            }
        };
    }

    @Override
    public void run() {
        try {
            var line = connection.readRequest(REQUEST_TIMEOUT);
            if (line.isPresent()) {
                end(answer(line.get()));
            }
        } catch (IOException e) {
            err.println("nae: " + e.getMessage());
            end(Command.USAGE);
        }
    }

    /** Runs the request and returns its exit code. */
    private int answer(String line) {
        try {
            ShellRequest request = ShellRequest.of(line);
            Path directory = request.directory();
            return commands.handle(request, out, err, caller(request.caller(), directory));
        } catch (CommandException e) {
            err.println("nae: " + e.getMessage());
            return e.code();
        }
    }

    private void end(int code) {
        out.flush();
        err.flush();
        connection.sendExit(code);
    }

    private Caller caller(String name, Path directory) {
        return new Caller() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public boolean gone() {
                return connection.isClosed();
            }

            @Override
            public OptionalInt await(Duration atMost) {
                out.flush();
                err.flush();
                return connection.await(atMost);
            }

            @Override
            public void wake() {
                connection.wake();
            }
        };
    }
}
