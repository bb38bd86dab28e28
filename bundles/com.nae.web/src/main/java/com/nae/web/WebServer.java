package com.nae.web;

import com.nae.api.config.Refusal;
import com.nae.api.config.Settings;
import com.nae.api.operation.ContinuousOperationManager;
import com.nae.api.operation.Home;
import com.nae.api.shell.Command;
import com.nae.base.thread.DaemonThreads;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the status API, the metrics and the status page. It listens on the loopback interface for as long
 * as {@code config/com.nae.web.cfg} exists. It is read-only.
 */
@Component(
        immediate = true,
        service = WebServer.class,
        configurationPid = WebServer.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class WebServer {
    static final String PID = "com.nae.web";
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    /** The number of requests that are answered at the same time. */
    private static final int THREADS = 2;
    /** The media types of the files of the status page. No other file is served. */
    private static final Map<String, String> PAGE_FILES = Map.of(
            "/",
            "text/html; charset=utf-8",
            "/page.js",
            "text/javascript; charset=utf-8",
            "/page.css",
            "text/css; charset=utf-8");

    private final ContinuousOperationManager operation;
    private final ServerState state;
    private final Optional<HttpServer> server;
    private final ExecutorService threads;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Command> commands = List.of();

    @Activate
    public WebServer(
            BundleContext context,
            @Reference ContinuousOperationManager operation,
            @Reference ServerState state,
            Map<String, Object> settings)
            throws IOException {
        this(Home.of(context), operation, state, Config.of(new Settings(settings)));
    }

    WebServer(Home home, ContinuousOperationManager operation, ServerState state, Config config) throws IOException {
        this.operation = operation;
        this.state = state;
        threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("nae-web"));
        server = bind(config.port());
        AccessToken token = AccessToken.loadOrCreate(home.data().resolve("web.token"));
        server.ifPresent(http -> serve(http, token));
    }

    /** Binds the port. If it is in use, the component stays active and reports a refusal. */
    private Optional<HttpServer> bind(int port) {
        try {
            return Optional.of(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        } catch (IOException e) {
            state.failed(new Refusal(PID + ".cfg", "port", port + " cannot be used: " + e.getMessage(), Instant.now()));
            LOG.error("The status API is not served: port {} cannot be used: {}", port, e.getMessage());
            return Optional.empty();
        }
    }

    private void serve(HttpServer http, AccessToken token) {
        int port = http.getAddress().getPort();
        http.setExecutor(threads);
        http.createContext("/", exchange -> reply(exchange).sendTo(exchange))
                .getFilters()
                .add(new AccessFilter(token, port));
        http.start();
        state.listening("http://127.0.0.1:" + port + "/?token=" + token.text());
        LOG.info("The status API is served on http://127.0.0.1:{}/", port);
    }

    @Deactivate
    void deactivate() {
        state.stopped();
        server.ifPresent(http -> http.stop(0));
        threads.shutdownNow();
    }

    /** Answers a request that has passed the access filter. */
    private HttpReply reply(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/api/")) {
            return new ApiHandler(commands).handle(path.substring("/api/".length()));
        }
        if (path.equals("/metrics")) {
            return new HttpReply(
                    200,
                    PrometheusMetrics.TYPE,
                    PrometheusMetrics.format(operation.getStatus()).getBytes(StandardCharsets.UTF_8));
        }
        String type = PAGE_FILES.get(path);
        return type == null
                ? HttpReply.text(404, "not found; available: /, /metrics and /api/")
                : new HttpReply(200, type, file(path));
    }

    private static byte[] file(String path) throws IOException {
        try (InputStream in = WebServer.class.getResourceAsStream(path.equals("/") ? "page.html" : path.substring(1))) {
            return in.readAllBytes();
        }
    }
}
