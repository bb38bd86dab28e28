package com.nae.healer.connections;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The endpoint of a connection: a host and a TCP port, read from text. */
record PeerEndpoint(String host, int port) {
    private static final String HOST = "(\\[[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)";
    private static final Pattern URL = Pattern.compile(
            "([a-z][a-z0-9+.-]{1,20})://(?:[^\\s/@'\"]{0,200}@)?" + HOST + "(?::(\\d{1,5}))?(?=[/?#\\s'\",)>\\]]|$)");
    /** The forms in which libraries print an endpoint: a tuple, named parts, host:port, an IPv6 address with a port. */
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("\\('" + HOST + "', ?(\\d{1,5})\\b"),
            Pattern.compile("host='" + HOST + "', ?port=(\\d{1,5})\\b"),
            Pattern.compile("server at \"" + HOST + "\"[^,]{0,60}, port (\\d{1,5})\\b"),
            Pattern.compile("address: ?'" + HOST + "',\\s*port: ?(\\d{1,5})\\b"),
            Pattern.compile(
                    "(?:/|ECONN[A-Z]+ |EHOSTUNREACH |dial tcp |connecting to |onnect to )" + HOST + ":(\\d{1,5})\\b"),
            Pattern.compile("(?:ECONN[A-Z]+ |dial tcp )(::1|[0-9A-Fa-f:]{2,39}):(\\d{1,5})\\b"),
            Pattern.compile("(?<![\\w.:/-])" + HOST + ":(\\d{1,5})(?![\\w:.])"));

    /** Default ports by the scheme of a URL. */
    private static final Map<String, Integer> PORTS = Map.ofEntries(
            Map.entry("http", 80),
            Map.entry("https", 443),
            Map.entry("ws", 80),
            Map.entry("wss", 443),
            Map.entry("redis", 6379),
            Map.entry("postgres", 5432),
            Map.entry("postgresql", 5432),
            Map.entry("mysql", 3306),
            Map.entry("amqp", 5672),
            Map.entry("mongodb", 27017),
            Map.entry("mqtt", 1883),
            Map.entry("ftp", 21),
            Map.entry("nats", 4222));
    /** Hosts that cannot be mistaken for another word: addresses, localhost and names with a dot. */
    private static final Pattern NAMED = Pattern.compile(
            "localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[.*\\]|.*:.*|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");
    /** A file with a line number looks like host:port. */
    private static final Pattern FILE = Pattern.compile(
            ".*\\.(py|js|mjs|cjs|ts|java|kt|go|rs|rb|c|cc|cpp|h|php|pl|sh|log|json)", Pattern.CASE_INSENSITIVE);

    /** Finds the endpoints in a text, those of URLs first. */
    static Stream<PeerEndpoint> findIn(String text) {
        Stream<PeerEndpoint> urls =
                URL.matcher(text).results().map(PeerEndpoint::url).flatMap(Optional::stream);
        return Stream.concat(
                urls,
                FORMS.stream()
                        .flatMap(form -> form.matcher(text).results())
                        .map(m -> of(m.group(1), m.group(2)))
                        .flatMap(Optional::stream));
    }

    private static Optional<PeerEndpoint> url(MatchResult m) {
        Integer port = m.group(3) == null ? PORTS.get(m.group(1).split("\\+", 2)[0]) : Integer.valueOf(m.group(3));
        return port == null || port < 1 || port > 65_535
                ? Optional.empty()
                : Optional.of(new PeerEndpoint(bare(m.group(2)), port));
    }

    /** The endpoint; empty if the host or the port is not a valid one. */
    static Optional<PeerEndpoint> of(String host, String port) {
        Matcher digits = Pattern.compile("\\d{1,5}").matcher(port);
        int n = digits.matches() ? Integer.parseInt(port) : 0;
        boolean valid = n >= 1
                && n <= 65_535
                && NAMED.matcher(host).matches()
                && !FILE.matcher(host).matches();
        return valid ? Optional.of(new PeerEndpoint(bare(host), n)) : Optional.empty();
    }

    /** The host without the brackets of an IPv6 address. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
