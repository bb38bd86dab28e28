package com.nae.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets only readers through who know the token: as {@code Authorization: Bearer}, as {@code ?token=}, which a browser
 * is given a cookie for, or as that cookie. {@code Host} and {@code Origin} must name this server, so that no page from
 * elsewhere reaches it through the owner's browser.
 */
final class AccessFilter extends Filter {
    private static final String BEARER = "Bearer ";
    private static final String QUERY = "token=";

    private final AccessToken token;
    private final int port;

    AccessFilter(AccessToken token, int port) {
        this.token = token;
        this.port = port;
    }

    @Override
    public String description() {
        return "who may read";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        try (exchange) {
            Optional<HttpReply> refusal = refusal(exchange);
            if (refusal.isPresent()) {
                refusal.get().sendTo(exchange);
            } else if (query(exchange).isPresent()) {
                exchange.getResponseHeaders()
                        .set("Set-Cookie", cookie() + token.text() + "; HttpOnly; SameSite=Strict; Path=/");
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getRawPath());
                new HttpReply(303, "text/plain", new byte[0]).sendTo(exchange);
            } else {
                chain.doFilter(exchange);
            }
        }
    }

    private Optional<HttpReply> refusal(HttpExchange exchange) {
        if (!here(exchange.getRequestHeaders().getFirst("Host"))) {
            return Optional.of(
                    HttpReply.text(421, "this is 127.0.0.1:" + port + ", and the request names another host"));
        }
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null && !here(origin.replaceFirst("^http://", ""))) {
            return Optional.of(HttpReply.text(403, "asked for by a page from elsewhere"));
        }
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Optional.of(HttpReply.text(405, "the status API only reads; what changes something is scripts/nae"));
        }
        if (offered(exchange).noneMatch(token::matches)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"nae\"");
            return Optional.of(
                    HttpReply.text(401, "the token is missing or wrong; 'scripts/nae web' prints the address with it"));
        }
        return Optional.empty();
    }

    private boolean here(String host) {
        return host != null && List.of("127.0.0.1:" + port, "localhost:" + port).contains(host);
    }

    private Stream<String> offered(HttpExchange exchange) {
        Stream<String> header = values(exchange, "Authorization")
                .filter(v -> v.startsWith(BEARER))
                .map(v -> v.substring(BEARER.length()));
        Stream<String> cookies = values(exchange, "Cookie")
                .flatMap(v -> Arrays.stream(v.split("; *")))
                .filter(v -> v.startsWith(cookie()))
                .map(v -> v.substring(cookie().length()));
        return Stream.of(query(exchange).stream(), header, cookies).flatMap(s -> s);
    }

    private static Optional<String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return Optional.ofNullable(query).filter(q -> q.startsWith(QUERY)).map(q -> q.substring(QUERY.length()));
    }

    private static Stream<String> values(HttpExchange exchange, String header) {
        return exchange.getRequestHeaders().getOrDefault(header, List.of()).stream();
    }

    /** Cookies are shared by all ports of a host; so each home's server has one of its own. */
    private String cookie() {
        return "nae-" + port + "=";
    }
}
