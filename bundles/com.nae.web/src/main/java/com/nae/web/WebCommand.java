package com.nae.web;

import com.nae.api.config.Refusal;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Prints the address of the page with its token, which is the owner's to know. */
@Component
public final class WebCommand implements Command {
    private final ServerState served;

    @Activate
    public WebCommand(@Reference ServerState served) {
        this.served = served;
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
        return "the address of the status page";
    }

    @Override
    public int run(Invocation in) {
        if (!in.arguments().isEmpty()) {
            throw CommandException.usage("'" + in.arguments().get(0) + "' is not expected");
        }
        in.out()
                .println(served.address()
                        .orElseThrow(() -> CommandException.failed(served.refusals().stream()
                                .findFirst()
                                .map(Refusal::toString)
                                .orElse("the status page is off; a file config/com.nae.web.cfg with 'port = "
                                        + Config.PORT + "' turns it on"))));
        return DONE;
    }
}
