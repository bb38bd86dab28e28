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
 * The filter that accepts only requests with the token: as {@code Authorization: Bearer}, as a cookie, or as
 * {@code ?token=}, which sets the cookie. {@code Host} and {@code Origin} must name this server, so that pages of other
 * sites cannot reach it through the operator's browser.
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
        return "token and origin check";
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

    /** The response that refuses a request; empty if the request is allowed. */
    private Optional<HttpReply> refusal(HttpExchange exchange) {
        if (!isThisServer(exchange.getRequestHeaders().getFirst("Host"))) {
            return Optional.of(HttpReply.text(421, "wrong Host header, this is 127.0.0.1:" + port));
        }
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null && !isThisServer(origin.replaceFirst("^http://", ""))) {
            return Optional.of(HttpReply.text(403, "the request comes from a page of another origin"));
        }
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Optional.of(HttpReply.text(405, "the status API is read-only; use scripts/nae to make changes"));
        }
        if (presentedTokens(exchange).noneMatch(token::matches)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"nae\"");
            return Optional.of(
                    HttpReply.text(401, "the token is missing or wrong; 'scripts/nae web' prints the address with it"));
        }
        return Optional.empty();
    }

    private boolean isThisServer(String host) {
        return host != null && List.of("127.0.0.1:" + port, "localhost:" + port).contains(host);
    }

    /** All tokens of a request, of which one must be valid. */
    private Stream<String> presentedTokens(HttpExchange exchange) {
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

    /** Browsers share cookies between all ports of a host, so the server of each home uses a name of its own. */
    private String cookie() {
        return "nae-" + port + "=";
    }
}
