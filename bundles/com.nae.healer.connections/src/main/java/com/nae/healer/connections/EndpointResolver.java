package com.nae.healer.connections;

import com.nae.api.healing.Workspace;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The search for the endpoint of an issue. It looks into the text of the issue, and takes from it only what the program
 * names itself. Where the text shows none, it looks into the variables that the failing source names, then into that
 * source, and takes only an answer that is unambiguous.
 */
final class EndpointResolver {
    /** Lines of a stack trace, whose files and line numbers look like endpoints. */
    private static final Pattern FRAME = Pattern.compile("\\s*(File \"|at |\\d+:|[|^~ ]+$).*");

    private static final Pattern LOCAL = Pattern.compile("(['\"/])(127\\.0\\.0\\.1|localhost|::1)\\b");
    private static final Pattern URL_NAME =
            Pattern.compile(".*(URL|URI|DSN|ADDRESS|ADDR|ENDPOINT|BROKER|SERVER|HOST)S?");

    /** The most endpoints of one issue that are looked up in the program. */
    private static final int MOST_SHOWN = 16;

    private final Issue issue;
    private final Workspace workspace;
    private final String source;
    private NamedEndpoints named;

    EndpointResolver(Issue issue, Workspace workspace) {
        this.issue = issue;
        this.workspace = workspace;
        this.source = issue.place()
                .map(SourceLocation::file)
                .flatMap(workspace::resolve)
                .or(this::onlySource)
                .flatMap(workspace::read)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .orElse("");
    }

    Optional<PeerEndpoint> endpoint() {
        List<PeerEndpoint> failed = texts().flatMap(PeerEndpoint::failuresIn)
                .distinct()
                .limit(MOST_SHOWN)
                .toList();
        return failed.isEmpty()
                ? Stream.<Supplier<Optional<PeerEndpoint>>>of(
                                this::inUrl, this::inAddressVariable, this::inPortVariable, this::inSource)
                        .map(Supplier::get)
                        .flatMap(Optional::stream)
                        .findFirst()
                : meant(failed);
    }

    /** The first of these endpoints that the program names itself. */
    private Optional<PeerEndpoint> meant(List<PeerEndpoint> shown) {
        return shown.isEmpty()
                ? Optional.empty()
                : shown.stream().flatMap(e -> named().meant(e).stream()).findFirst();
    }

    private NamedEndpoints named() {
        if (named == null) {
            named = new NamedEndpoints(ProgramText.of(workspace));
        }
        return named;
    }

    /** An endpoint of a URL in the text of the issue. */
    private Optional<PeerEndpoint> inUrl() {
        return meant(texts().flatMap(PeerEndpoint::urlsIn)
                .distinct()
                .limit(MOST_SHOWN)
                .toList());
    }

    /** The texts of the issue; the lines of evidence together, because a message may have several lines. */
    private Stream<String> texts() {
        return Stream.of(
                issue.subject(),
                issue.message(),
                issue.evidence().stream()
                        .filter(line -> !FRAME.matcher(line).matches())
                        .collect(Collectors.joining("\n")));
    }

    /** The endpoint of the only address variable that the source names. */
    private Optional<PeerEndpoint> inAddressVariable() {
        List<PeerEndpoint> found = names(URL_NAME)
                .flatMap(n -> workspace.environment(n).stream())
                .flatMap(PeerEndpoint::findIn)
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /**
     * The endpoint of the only port variable that the source names. The host is the variable with the same prefix, or
     * the local address that the source contains.
     */
    private Optional<PeerEndpoint> inPortVariable() {
        List<String> ports = names(Pattern.compile("(.*_)?PORT")).toList();
        if (ports.size() != 1) {
            return Optional.empty();
        }
        String prefix = ports.get(0).substring(0, ports.get(0).length() - 4);
        Optional<String> host = Stream.of("HOST", "HOSTNAME", "ADDRESS", "ADDR", "SERVER")
                .flatMap(n -> workspace.environment(prefix + n).stream())
                .findFirst()
                .or(() -> LOCAL.matcher(source).results().map(m -> m.group(2)).findFirst());
        return host.flatMap(h -> workspace.environment(ports.get(0)).flatMap(p -> PeerEndpoint.of(h, p.strip())));
    }

    /** The only endpoint that the source contains, comments left out. */
    private Optional<PeerEndpoint> inSource() {
        List<PeerEndpoint> found = source.lines()
                .filter(line -> !line.strip().startsWith("#") && !line.strip().startsWith("//"))
                .flatMap(line -> PeerEndpoint.findIn(line.replace('"', '\'')))
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The variables of this form that the source names. */
    private Stream<String> names(Pattern pattern) {
        return workspace.environmentNames().stream()
                .filter(n -> pattern.matcher(n.toUpperCase(Locale.ROOT)).matches())
                .filter(n -> Pattern.compile("\\b" + Pattern.quote(n) + "\\b")
                        .matcher(source)
                        .find())
                .sorted();
    }

    /**
     * The source of a program that is a single file, because a trace of Node or Java may name no file of the program.
     */
    private Optional<String> onlySource() {
        List<String> sources = workspace.files().stream()
                .filter(f -> f.matches(".*\\.(py|js|mjs|cjs|ts|java|go|rb|rs|kt|php|pl)"))
                .toList();
        return sources.size() == 1 ? Optional.of(sources.get(0)) : Optional.empty();
    }
}
