package com.nae.health.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Passes when a TCP connection is accepted. */
record TcpProbe(HostAndPort endpoint) implements ProbeHandler {
    @Override
    public ProbeResult probe(Duration timeout) throws IOException {
        try (Socket socket = new Socket()) {
            endpoint.connect(socket, Deadline.in(timeout));
            return ProbeResult.passed(endpoint + " accepts connections");
        } catch (SocketTimeoutException late) {
            return ProbeResult.timedOut(endpoint + " did not answer", timeout);
        } catch (ConnectException | NoRouteToHostException refused) {
            return ProbeResult.failed(endpoint + " refuses connections");
        }
    }
}
