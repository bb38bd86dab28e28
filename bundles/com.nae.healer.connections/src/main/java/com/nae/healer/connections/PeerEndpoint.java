package com.nae.healer.connections;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The endpoint of a connection: a host and a TCP port, read from text. */
record PeerEndpoint(String host, int port) {
    /** The names of the local machine, which count as one. */
    static final List<String> LOCAL_HOSTS = List.of("localhost", "127.0.0.1", "::1", "0.0.0.0");

    private static final String HOST = "(\\[[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)";
    private static final Pattern URL = Pattern.compile(
            "([a-z][a-z0-9+.-]{1,20})://(?:[^\\s/@'\"]{0,200}@)?" + HOST + "(?::(\\d{1,5}))?(?=[/?#\\s'\",)>\\]]|$)");
    /** The forms in which libraries print the endpoint that failed. The host may be any word. */
    private static final List<Pattern> FAILURES = List.of(
            Pattern.compile("\\('" + HOST + "', ?(\\d{1,5})\\b"),
            Pattern.compile("\\bhost ?= ?'?" + HOST + "'?,? ?port ?= ?(\\d{1,5})\\b"),
            Pattern.compile("server at \"" + HOST + "\"[^,]{0,60}, port (\\d{1,5})\\b"),
            Pattern.compile("server at \"[^\"]{1,250}\" \\(" + HOST + "\\), port (\\d{1,5})\\b"),
            Pattern.compile(
                    "on host \"" + HOST + "\"(?: \\([^)]{1,60}\\))?\\s+and\\s+accepting\\s+TCP/IP\\s+connections"
                            + "\\s+on\\s+port\\s+(\\d{1,5})\\b"),
            Pattern.compile("on host \"[^\"]{1,250}\" \\(" + HOST + "\\)\\s+and\\s+accepting\\s+TCP/IP\\s+connections"
                    + "\\s+on\\s+port\\s+(\\d{1,5})\\b"),
            Pattern.compile("address: ?'" + HOST + "',\\s*port: ?(\\d{1,5})\\b"),
            Pattern.compile("(?:ECONN[A-Z]+ |EHOSTUNREACH |dial tcp |onnecting to |onnect to (?:host )?|onnection to )"
                    + HOST + ":(\\d{1,5})\\b"),
            Pattern.compile("(?:ECONN[A-Z]+ |dial tcp )(::1|[0-9A-Fa-f:]{2,39}):(\\d{1,5})\\b"),
            Pattern.compile("(?<![\\w.:/-])[A-Za-z0-9][A-Za-z0-9.-]{0,251}/([0-9a-fA-F.:]{2,45}):(\\d{1,5})\\b"),
            Pattern.compile("(?<![\\w.:/-])([A-Za-z0-9][A-Za-z0-9.-]{0,251})/[0-9a-fA-F.:]{2,45}:(\\d{1,5})\\b"));

    /** The bare form, which other words share. Only a host that cannot be another word counts. */
    private static final Pattern BARE = Pattern.compile("(?<![\\w.:/-])" + HOST + ":(\\d{1,5})(?![\\w:.])");
    /** What stands before the address of a page with help. */
    private static final Pattern BEFORE_HELP = Pattern.compile(
            "(?i)(\\b(see|visit|docs?|documentation|help|guide|info|information|details|read more|refer to|"
                    + "learn more|report\\w*|issues?|bugs?)\\b|background on this error)[^\\n]{0,40}$");
    /** The address of such a page. */
    private static final Pattern HELP =
            Pattern.compile("(?i)https?://((docs?|help|support|wiki|learn|developers?)\\.[^/]*"
                    + "|sqlalche\\.me|aka\\.ms|([^/]*\\.)?(readthedocs\\.(io|org)|stackoverflow\\.com))"
                    + "(:\\d+)?(/.*)?|https?://[^/]+/(docs?|help|wiki|issues|troubleshooting)(/.*)?");

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

    /** Finds the endpoints in a text: those that failed, in the forms of libraries, then those of URLs. */
    static Stream<PeerEndpoint> findIn(String text) {
        return Stream.concat(failuresIn(text), urlsIn(text));
    }

    /** Finds the hosts and ports in the forms in which libraries print a failure. */
    static Stream<PeerEndpoint> failuresIn(String text) {
        return Stream.concat(
                FAILURES.stream()
                        .flatMap(form -> form.matcher(text).results())
                        .flatMap(m -> of(m.group(1), m.group(2)).stream()),
                BARE.matcher(text)
                        .results()
                        .filter(m -> NAMED.matcher(m.group(1)).matches())
                        .flatMap(m -> of(m.group(1), m.group(2)).stream()));
    }

    /** Finds the endpoints of URLs, those of pages with help left out. */
    static Stream<PeerEndpoint> urlsIn(String text) {
        return URL.matcher(text)
                .results()
                .filter(m -> !isHelp(text, m.start()))
                .map(PeerEndpoint::url)
                .flatMap(Optional::stream);
    }

    private static boolean isHelp(String text, int start) {
        String url = text.substring(start).split("[\\s'\"<>)]", 2)[0];
        return HELP.matcher(url).matches()
                || BEFORE_HELP
                        .matcher(text.substring(Math.max(0, start - 80), start))
                        .find();
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
                && !host.chars().allMatch(Character::isDigit)
                && !FILE.matcher(host).matches();
        return valid ? Optional.of(new PeerEndpoint(bare(host), n)) : Optional.empty();
    }

    /** The port of a scheme where a URL names none; 0 if it is not known. */
    static int portOf(String scheme) {
        return PORTS.getOrDefault(scheme.split("\\+", 2)[0], 0);
    }

    /** Whether the host is a local address. */
    boolean isLocal() {
        return LOCAL_HOSTS.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Whether the host is an address and no name. */
    boolean isAddress() {
        return host.contains(":") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    /** The host without the brackets of an IPv6 address. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
