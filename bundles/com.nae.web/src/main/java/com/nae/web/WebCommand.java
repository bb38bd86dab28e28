package com.nae.web;

import com.nae.api.config.Refusal;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae web}: prints the address of the status page with its token. */
@Component
public final class WebCommand implements Command {
    private final ServerState state;

    @Activate
    public WebCommand(@Reference ServerState state) {
        this.state = state;
    }

    @Override
    public String name() {
        return "web";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "print the address of the status page";
    }

    @Override
    public int run(Invocation in) {
        if (!in.arguments().isEmpty()) {
            throw CommandException.usage(
                    "unexpected argument '" + in.arguments().get(0) + "'");
        }
        in.out().println(state.address().orElseThrow(() -> CommandException.failed(whyNotServed())));
        return DONE;
    }

    private String whyNotServed() {
        return state.refusals().stream()
                .findFirst()
                .map(Refusal::toString)
                .orElse("the status page is off; create config/com.nae.web.cfg with 'port = " + Config.DEFAULT_PORT
                        + "' to turn it on");
    }
}
