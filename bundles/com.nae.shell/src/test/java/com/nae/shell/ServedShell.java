package com.nae.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nae.api.shell.Command;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A control socket in a home, with the one command {@code echo}, and clients of it. */
final class ServedShell implements AutoCloseable {
    final Path socket;
    final CommandRegistry commands = new CommandRegistry(ShellFakes.context());
    final ControlServer server;

    /** What a client gets: both outputs and the exit code. */
    record Answer(String out, String err, int code) {}

    ServedShell(Path home) throws IOException {
        socket = home.resolve("data/control.sock");
        commands.addCommand(ShellFakes.command("echo", in -> {
            in.out()
                    .println(String.join(" ", in.arguments()) + " " + in.json() + " "
                            + in.screen().columns() + " " + in.caller().name());
            return Command.DONE;
        }));
        server = new ControlServer(home, commands);
    }

    @Override
    public void close() throws IOException {
        server.deactivate();
    }

    SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    Answer ask(String request) throws IOException {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap((request + "\n").getBytes(UTF_8)));
            return answer(client);
        }
    }

    /** Reads up to the exit code. */
    static Answer answer(SocketChannel client) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(client));
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        while (true) {
            char type = (char) in.readByte();
            byte[] bytes = in.readNBytes(in.readInt());
            if (type == 'x') {
                return new Answer(
                        out.toString(), err.toString(), ByteBuffer.wrap(bytes).getInt());
            }
            (type == 'o' ? out : err).append(new String(bytes, UTF_8));
        }
    }
}
