package com.nae.stories;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Commands over a home's control socket, as {@code scripts/nae} sends them, without the start of a JVM: for conditions
 * that are asked for again and again.
 */
final class ControlSocket {
    private ControlSocket() {}

    /** Sends one command and reads its answer to the end. */
    static Outcome run(Path home, String... words) throws IOException {
        JsonArray args = new JsonArray();
        for (String word : words) {
            args.add(word);
        }
        JsonObject request = new JsonObject();
        request.addProperty("columns", 80);
        request.addProperty("rows", 24);
        request.addProperty("tty", false);
        request.addProperty("colour", false);
        request.addProperty("cwd", home.toString());
        request.addProperty("user", System.getProperty("user.name"));
        request.add("args", args);
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(home.resolve("data/control.sock")))) {
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            return answer(new DataInputStream(Channels.newInputStream(channel)));
        }
    }

    /** Frames of a type, a length and so many bytes; the one of type {@code x} holds the exit code and is the last. */
    private static Outcome answer(DataInputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (true) {
            int type = in.readUnsignedByte();
            int length = in.readInt();
            if (type == 'x') {
                return new Outcome(in.readInt(), out.toString(StandardCharsets.UTF_8));
            }
            byte[] part = in.readNBytes(length);
            if (part.length < length) {
                throw new EOFException("NAE has ended the connection");
            }
            out.write(part);
        }
    }
}
