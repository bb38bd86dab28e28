package com.nae.healer.connections;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Fix.Risk;
import com.nae.api.healing.Healer;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/**
 * The healer of failed connections, in any language. It proposes to wait for the endpoint and never an edit: usually
 * the program is correct and the other side is down.
 */
@Component
public final class ConnectionHealer implements Healer {
    /** Output of a program that reconnects by itself. */
    private static final Pattern RETRIES = Pattern.compile(
            "(?i)retry|retries|retrying|next try|try again|trying again|reconnect|back(ing)? off|attempt \\d+");
    /** The first line of an uncaught error, which ends the program. */
    private static final Pattern UNCAUGHT =
            Pattern.compile("(Traceback \\(most recent call last\\):|Exception in thread|Uncaught|Error: |node:).*");

    @Override
    public String name() {
        return "connection";
    }

    @Override
    public boolean handles(Issue issue) {
        return issue.family() == Family.CONNECTION;
    }

    @Override
    public List<Fix> diagnose(Issue issue, Workspace workspace) {
        Optional<PeerEndpoint> endpoint = new EndpointResolver(issue, workspace).endpoint();
        String peer = endpoint.map(e -> e.host() + ":" + e.port()).orElse("the other side");
        return switch (ConnectionFailure.of(issue)) {
            case REFUSED_ENTRY ->
                List.of(Fix.suggest(
                        "connection-denied",
                        peer + " answers and refuses: " + issue.message()
                                + "; check certificates, credentials and permissions, waiting does not help"));
            case UNKNOWN_NAME ->
                List.of(Fix.suggest(
                        "connection-unknown-name",
                        "the name of the host is not known: " + issue.message()
                                + "; check its spelling and the resolver"));
            case DOWN -> endpoint.map(e -> await(e, issue)).map(List::of).orElseGet(() -> later(issue));
            case OTHER ->
                List.of(Fix.suggest("connection-other", "the connection to " + peer + " failed: " + issue.message()));
        };
    }

    private static Fix await(PeerEndpoint endpoint, Issue issue) {
        return new Fix(
                "connection-await",
                endpoint.host() + ":" + endpoint.port() + " is down (" + issue.message()
                        + "): the program is started again when it answers",
                0.9,
                Risk.NONE,
                List.of(new Change.AwaitEndpoint(endpoint.host(), endpoint.port())));
    }

    /**
     * The fix where no endpoint is known. A program that ended is restarted after a pause that doubles with each
     * occurrence, up to 60 s. A program that continues gets no fix.
     */
    private static List<Fix> later(Issue issue) {
        boolean goesOn =
                issue.evidence().stream().anyMatch(line -> RETRIES.matcher(line).find())
                        || issue.evidence().stream()
                                .noneMatch(line -> UNCAUGHT.matcher(line).lookingAt());
        if (goesOn) {
            return List.of();
        }
        Duration after = Duration.ofSeconds(Math.min(60, 1L << Math.min(6, Math.max(0, issue.count() - 1))));
        return List.of(new Fix(
                "connection-later",
                "its endpoint is unknown (" + issue.message() + "): it is started again after a pause that grows",
                0.4,
                Risk.NONE,
                List.of(new Change.Restart(after))));
    }
}
