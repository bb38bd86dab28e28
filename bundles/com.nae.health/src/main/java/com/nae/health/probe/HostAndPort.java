package com.nae.health.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;

/** A host and port to connect to. */
record HostAndPort(String host, int port) {
    /** Parses {@code host:port}, {@code [v6]:port}, or a port alone, which means this machine. */
    static HostAndPort parse(String text) throws IOException {
        String target = text.matches("\\d+") ? "localhost:" + text : text;
        try {
            URI uri = new URI("tcp://" + target);
            if (uri.getHost() != null && uri.getPort() > 0 && uri.getPort() < 65536) {
                return new HostAndPort(uri.getHost(), uri.getPort());
            }
        } catch (URISyntaxException malformed) {
            throw new IOException("'" + text + "' is not host:port", malformed);
        }
        throw new IOException("'" + text + "' is not host:port");
    }

    /** Connects a socket. @throws java.net.UnknownHostException if the name cannot be resolved */
    void connect(Socket socket, Deadline deadline) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        socket.connect(new InetSocketAddress(address, port), deadline.remainingMillis());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
