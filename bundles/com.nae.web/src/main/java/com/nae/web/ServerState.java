package com.nae.web;

import com.nae.api.config.Refusal;
import com.nae.api.config.RefusalSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * The state of the server: its address, or why it is not running. It is a service of its own without references,
 * because a reference from the command to the server would close a circle.
 */
@Component(service = {ServerState.class, RefusalSource.class})
public final class ServerState implements RefusalSource {
    private volatile Optional<String> address = Optional.empty();
    private volatile List<Refusal> refusals = List.of();

    /** The address with its token, for a browser; empty while the server is not running. */
    Optional<String> address() {
        return address;
    }

    /** The server listens. @param url its address with the token */
    void listening(String url) {
        address = Optional.of(url);
    }

    /** The server could not be started. @param refusal the reason */
    void failed(Refusal refusal) {
        refusals = List.of(refusal);
    }

    /** The server has stopped; an earlier refusal no longer applies. */
    void stopped() {
        address = Optional.empty();
        refusals = List.of();
    }

    @Override
    public List<Refusal> refusals() {
        return refusals;
    }
}
