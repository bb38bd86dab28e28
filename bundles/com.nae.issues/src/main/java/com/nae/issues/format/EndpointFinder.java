package com.nae.issues.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A search for the endpoint, {@code host:port}, that a message names. Texts are cut to 500 characters before the
 * search, which bounds its time.
 */
final class EndpointFinder {
    private static final int MAX_LENGTH = 500;
    private static final String HOST = "([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?)";
    private static final Pattern URL =
            Pattern.compile("\\b([a-z][a-z0-9+]{1,20})://(?:[^\\s/@'\"]{0,200}@)?" + HOST + "(?::(\\d{1,5}))?");
    /** The forms in which libraries print the endpoint that failed. */
    private static final List<Pattern> FAILURES = List.of(
            Pattern.compile("host ?= ?['\"]" + HOST + "['\"], ?port ?= ?(\\d{1,5})"),
            Pattern.compile("\\bhost=" + HOST + " port=(\\d{1,5})"),
            Pattern.compile("\\(\\s*['\"]" + HOST + "['\"]\\s*,\\s*(\\d{1,5})\\b"),
            Pattern.compile("server at \"" + HOST + "\"(?: \\([^)]{1,60}\\))?, port (\\d{1,5})"),
            Pattern.compile("on host \"" + HOST + "\"(?: \\([^)]{1,60}\\))?\\s{1,8}and\\s{1,8}accepting"
                    + "\\s{1,8}TCP/IP\\s{1,8}connections\\s{1,8}on\\s{1,8}port (\\d{1,5})"),
            Pattern.compile(
                    "(?<![\\w./:-])" + HOST + ":(\\d{2,5})(?::? connection)? (?:is )?(?:refused|unreachable|down)\\b"),
            Pattern.compile("(?<![\\w.-]|(?<!ipv[46]):)\\[?((?:\\d{1,3}\\.){3}\\d{1,3}|localhost|"
                    + "[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}?)\\]?:(\\d{1,5})(?!\\w|"
                    + ":\\w)"),
            Pattern.compile(
                    "(?:[Cc]onnect(?:ing)? to (?:host )?|dial tcp |dial udp )" + HOST + "[: ](\\d{1,5})(?!\\w)"));
    /** The bare form, which other words share. */
    private static final List<Pattern> BARE = List.of(Pattern.compile(
            "(?<![\\w./:-])([A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\\.[A-Za-z0-9-]{1," + "63}){0,8}):(\\d{2,5})(?![\\w:.])"));
    /** What stands before the address of a page with help, at the end of the text before it. */
    private static final Pattern BEFORE_HELP =
            Pattern.compile("(?i)(?:\\b(?:see|visit|docs?|documentation|help|guide|information|details|read more|"
                    + "refer to|learn more)\\b|background on this error)[^\\n]{0,40}$");
    /** Hosts of pages with help. */
    private static final Pattern HELP_HOST = Pattern.compile(
            "(?i)(?:docs?|help|support|wiki|learn)\\..*|sqlalche\\.me|aka\\.ms|.*\\breadthedocs\\.(?:io|org)");
    /** The name server in a failed lookup: it is not the endpoint. */
    private static final Pattern RESOLVER = Pattern.compile(" on [0-9a-fA-F.:\\[\\]]{2,48}:53\\b");

    private static final Pattern HOST_ONLY = Pattern.compile(
            "(?:ENOTFOUND|EAI_AGAIN|lookup|resolve host(?:name)?|host name|[Ss]erver on|[Ss]erver at) ['\"]?" + HOST);
    private static final Pattern NOT_A_HOST =
            Pattern.compile("\\d+|.*\\.(?:py|js|mjs|cjs|ts|java|go|rb|kt|c|h)|line|port|errno|code|Errno|at");
    private static final Map<String, String> DEFAULT_PORTS = Map.of(
            "http",
            "80",
            "https",
            "443",
            "ws",
            "80",
            "wss",
            "443",
            "redis",
            "6379",
            "amqp",
            "5672",
            "postgres",
            "5432",
            "postgresql",
            "5432",
            "mysql",
            "3306",
            "mongodb",
            "27017");

    private EndpointFinder() {}

    /**
     * Finds a host and port in one of the forms of a failure, or else a URL, or else a bare host and port. File names
     * and line numbers of the same form, and addresses of pages with help, are excluded.
     */
    private static Optional<String> endpoint(String text) {
        String bounded = RESOLVER.matcher(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text)
                .replaceFirst("");
        return hostAndPort(FAILURES, bounded).or(() -> url(bounded)).or(() -> hostAndPort(BARE, bounded));
    }

    private static Optional<String> hostAndPort(List<Pattern> forms, String text) {
        for (Pattern pattern : forms) {
            for (Matcher m = pattern.matcher(text); m.find(); ) {
                if (!NOT_A_HOST.matcher(m.group(1)).matches() && Integer.parseInt(m.group(2)) <= 65535) {
                    return Optional.of(m.group(1) + ":" + m.group(2));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> url(String text) {
        for (Matcher m = URL.matcher(text); m.find(); ) {
            if (!isHelp(text, m)) {
                String port = m.group(3) != null ? m.group(3) : DEFAULT_PORTS.get(m.group(1));
                return Optional.of(port == null ? m.group(2) : m.group(2) + ":" + port);
            }
        }
        return Optional.empty();
    }

    private static boolean isHelp(String text, Matcher url) {
        String before = text.substring(Math.max(0, url.start() - 80), url.start());
        return url.group(1).startsWith("http")
                && (HELP_HOST.matcher(url.group(2)).matches()
                        || BEFORE_HELP.matcher(before).find());
    }

    private static Optional<String> host(String text) {
        Matcher host = HOST_ONLY.matcher(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text);
        return host.find() && !NOT_A_HOST.matcher(host.group(1)).matches()
                ? Optional.of(host.group(1))
                : Optional.empty();
    }

    /**
     * Returns the first endpoint with a port in the texts, or in all of them together, because a message may have
     * several lines. Without one, returns the first host; without a host, an empty text.
     */
    static String first(List<String> texts) {
        return Stream.concat(texts.stream(), Stream.of(String.join("\n", texts)))
                .map(EndpointFinder::endpoint)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> texts.stream()
                        .map(EndpointFinder::host)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(""));
    }
}
