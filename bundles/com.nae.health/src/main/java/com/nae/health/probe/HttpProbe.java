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

/** Passes when a GET is answered with 2xx or 3xx; redirects are not followed, bodies of no interest. */
record HttpProbe(URI url, HostAndPort endpoint) implements ProbeHandler {
    private static final Pattern STATUS = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})(?: .*)?");
    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_BODY = 10 << 10;
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(HttpProbe.class);

    static HttpProbe parse(String text) throws IOException {
        URI url;
        try {
            url = URI.create(
                    text.matches("\\d+.*") || text.startsWith(":")
                            ? "http://localhost:" + text.replaceFirst("^:", "")
                            : text);
        } catch (IllegalArgumentException malformed) {
            throw new IOException("'" + text + "' is not a URL", malformed);
        }
        boolean tls = "https".equals(url.getScheme());
        if (url.getHost() == null || !tls && !"http".equals(url.getScheme())) {
            throw new IOException("'" + text + "' is not an http URL");
        }
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        return new HttpProbe(url, new HostAndPort(url.getHost(), port));
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
            return ProbeResult.failed(url + " did not answer within " + ProbeManager.format(timeout));
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

    /** The first line of the answer; a server that trickles bytes gets no more time than one that is silent. */
    private static String statusLine(Socket socket, Deadline deadline) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n' && line.length() < LONGEST_LINE; b = in.read()) {
            line.append((char) b);
            socket.setSoTimeout(deadline.remainingMillis());
        }
        return line.toString().strip();
    }

    /** Reads the rest of a short answer: a program that is cut off while it answers would report a broken pipe. */
    private static void drain(Socket socket) {
        try {
            Deadline deadline = Deadline.in(PATIENCE);
            byte[] rest = new byte[1024];
            for (int left = LONGEST_BODY, n = 0; left > 0 && n >= 0; left -= n) {
                socket.setSoTimeout(deadline.remainingMillis());
                n = socket.getInputStream().read(rest);
            }
        } catch (IOException enough) {
            LOG.trace("the rest of an answer was not read", enough);
        }
    }

    private ProbeResult judge(String line) {
        Matcher status = STATUS.matcher(line);
        if (!status.matches()) {
            return ProbeResult.failed(
                    url + (line.isEmpty() ? " closed the connection without an answer" : " does not speak HTTP"));
        }
        int code = Integer.parseInt(status.group(1));
        String detail = url + " answered " + code;
        return code >= 200 && code < 400 ? ProbeResult.passed(detail) : ProbeResult.failed(detail);
    }
}
