package com.nae.web;

import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Prints the address of the page with its token, which is the owner's to know. */
@Component
public final class WebCommand implements Command {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile WebServer server;

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
        WebServer now = server;
        if (now == null) {
            throw CommandException.failed("the status page is off; a file config/com.nae.web.cfg with 'port = " + Config.PORT + "' turns it on");
        }
        in.out().println(now.address().orElseThrow(() -> CommandException.failed(now.refusals().get(0).toString())));
        return DONE;
    }
}
