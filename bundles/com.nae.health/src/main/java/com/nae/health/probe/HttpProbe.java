package com.nae.health.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes when a GET request is answered with 2xx or 3xx. Redirects are not followed, and the body does not matter. */
record HttpProbe(URI url, HostAndPort endpoint) implements ProbeHandler {
    private static final Pattern STATUS = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})(?: .*)?");
    private static final int MAX_LINE = 1024;
    private static final int MAX_BODY = 10 << 10;
    private static final Duration BODY_TIMEOUT = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(HttpProbe.class);

    static HttpProbe parse(String text) throws IOException {
        URI url = url(text);
        boolean tls = "https".equals(url.getScheme());
        if (url.getHost() == null || !tls && !"http".equals(url.getScheme())) {
            throw new IOException("'" + text + "' is not an http URL");
        }
        int defaultPort = tls ? 443 : 80;
        int port = url.getPort() > 0 ? url.getPort() : defaultPort;
        return new HttpProbe(url, new HostAndPort(url.getHost(), port));
    }

    /** A target without a host is on this machine: {@code 8080/health} or {@code :8080/health}. */
    private static URI url(String text) throws IOException {
        boolean local = text.matches("\\d+.*") || text.startsWith(":");
        try {
            return URI.create(local ? "http://localhost:" + text.replaceFirst("^:", "") : text);
        } catch (IllegalArgumentException malformed) {
            throw new IOException("'" + text + "' is not a URL", malformed);
        }
    }

    @Override
    public ProbeResult probe(Duration timeout) throws IOException {
        Deadline deadline = Deadline.in(timeout);
        try (Socket socket = sockets().createSocket()) {
            endpoint.connect(socket, deadline);
            socket.setSoTimeout(deadline.remainingMillis());
            socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
            String line = statusLine(socket, deadline);
            drain(socket);
            return judge(line);
        } catch (SocketTimeoutException late) {
            return ProbeResult.timedOut(url + " did not answer", timeout);
        } catch (ConnectException | NoRouteToHostException refused) {
            return ProbeResult.failed(endpoint + " refuses connections");
        } catch (SocketException | SSLException broken) {
            return ProbeResult.failed(url + " broke the connection: " + broken.getMessage());
        }
    }

    private SocketFactory sockets() {
        return "https".equals(url.getScheme()) ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
    }

    private String request() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return "GET " + path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()) + " HTTP/1.1\r\nHost: "
                + endpoint + "\r\nUser-Agent: nae-health\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    /**
     * The first line of the response. The deadline covers all of it, so a server that sends byte by byte gains no time.
     */
    private static String statusLine(Socket socket, Deadline deadline) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n' && line.length() < MAX_LINE; b = in.read()) {
            line.append((char) b);
            socket.setSoTimeout(deadline.remainingMillis());
        }
        return line.toString().strip();
    }

    /** Reads the rest of a short response. A program that is cut off while it responds would log a broken pipe. */
    private static void drain(Socket socket) {
        try {
            Deadline deadline = Deadline.in(BODY_TIMEOUT);
            byte[] rest = new byte[1024];
            for (int left = MAX_BODY, n = 0; left > 0 && n >= 0; left -= n) {
                socket.setSoTimeout(deadline.remainingMillis());
                n = socket.getInputStream().read(rest);
            }
        } catch (IOException unread) {
            LOG.trace("The rest of the response was not read", unread);
        }
    }

    private ProbeResult judge(String line) {
        Matcher status = STATUS.matcher(line);
        if (!status.matches()) {
            return ProbeResult.failed(
                    url + (line.isEmpty() ? " closed the connection without a response" : " does not speak HTTP"));
        }
        int code = Integer.parseInt(status.group(1));
        String detail = url + " answered " + code;
        return code >= 200 && code < 400 ? ProbeResult.passed(detail) : ProbeResult.failed(detail);
    }
}
