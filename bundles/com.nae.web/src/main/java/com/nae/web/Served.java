package com.nae.web;

import com.nae.api.config.Refusal;
import com.nae.api.config.Refusals;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** What the server says of itself to those who cannot ask it: where it is, or why it is not there. It needs nobody, so that no circle closes through it. */
@Component(service = {Served.class, Refusals.class})
public final class Served implements Refusals {
    private volatile Optional<String> address = Optional.empty();
    private volatile List<Refusal> refusals = List.of();

    /** With a token, as a browser takes it; empty while nothing is served. */
    Optional<String> address() {
        return address;
    }

    void at(String where) {
        address = Optional.of(where);
    }

    void refused(Refusal why) {
        refusals = List.of(why);
    }

    void ended() {
        address = Optional.empty();
        refusals = List.of();
    }

    @Override
    public List<Refusal> refusals() {
        return refusals;
    }
}
