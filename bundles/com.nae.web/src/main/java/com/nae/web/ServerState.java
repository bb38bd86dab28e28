package com.nae.web;

import com.nae.api.config.Refusal;
import com.nae.api.config.RefusalSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * What the server says of itself to those who cannot ask it: where it is, or why it is not there. It needs nobody, so
 * that no circle closes through it.
 */
@Component(service = {ServerState.class, RefusalSource.class})
public final class ServerState implements RefusalSource {
    private volatile Optional<String> address = Optional.empty();
    private volatile List<Refusal> refusals = List.of();

    /** With a token, as a browser takes it; empty while nothing is served. */
    Optional<String> address() {
        return address;
    }

    void listening(String where) {
        address = Optional.of(where);
    }

    void failed(Refusal why) {
        refusals = List.of(why);
    }

    void stopped() {
        address = Optional.empty();
        refusals = List.of();
    }

    @Override
    public List<Refusal> refusals() {
        return refusals;
    }
}
