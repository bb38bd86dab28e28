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
import java.util.stream.Stream;

/**
 * The search for the endpoint of an issue. It looks into the text of the issue, then into the variables that the
 * failing source names, then into that source. From variables and source it takes only an answer that is unambiguous.
 */
final class EndpointResolver {
    /** Lines of a stack trace, whose files and line numbers look like endpoints. */
    private static final Pattern FRAME = Pattern.compile("\\s*(File \"|at |\\d+:|[|^~ ]+$).*");

    private static final Pattern LOCAL = Pattern.compile("(['\"/])(127\\.0\\.0\\.1|localhost|::1)\\b");
    private static final Pattern URL_NAME =
            Pattern.compile(".*(URL|URI|DSN|ADDRESS|ADDR|ENDPOINT|BROKER|SERVER|HOST)S?");

    private final Issue issue;
    private final Workspace workspace;
    private final String source;

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
        return Stream.<Supplier<Optional<PeerEndpoint>>>of(
                        this::inText, this::inAddressVariable, this::inPortVariable, this::inSource)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** An endpoint in the text of the issue. */
    private Optional<PeerEndpoint> inText() {
        return Stream.concat(
                        Stream.of(issue.subject(), issue.message()),
                        issue.evidence().stream()
                                .filter(line -> !FRAME.matcher(line).matches()))
                .flatMap(PeerEndpoint::findIn)
                .findFirst();
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
