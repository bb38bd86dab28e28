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

/** One request of a client, from its line to its exit code. */
final class Session implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection connection;
    private final Commands commands;
    private final PrintStream out;
    private final PrintStream err;

    Session(Connection connection, Commands commands) {
        this.connection = connection;
        this.commands = commands;
        this.out = new PrintStream(new BufferedOutputStream(connection.frames('o')), false, StandardCharsets.UTF_8);
        this.err = new PrintStream(new BufferedOutputStream(after(out, connection.frames('e'))), false, StandardCharsets.UTF_8);
    }

    /** A stream that lets another one be first. */
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
            var line = connection.request(PATIENCE);
            if (line.isPresent()) {
                end(answer(line.get()));
            }
        } catch (IOException e) {
            err.println("nae: " + e.getMessage());
            end(Command.USAGE);
        }
    }

    private int answer(String line) {
        try {
            Request request = Request.of(line);
            Path directory = request.directory();
            return commands.answer(request, out, err, caller(request.caller(), directory));
        } catch (CommandException e) {
            err.println("nae: " + e.getMessage());
            return e.code();
        }
    }

    private void end(int code) {
        out.flush();
        err.flush();
        connection.exit(code);
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
                return connection.gone();
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
