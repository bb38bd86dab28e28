package com.nae.notify;

import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Sends a test, so that nobody finds out in the night that nobody is told. */
@Component
public final class NotifyCommand implements Command {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Notifier notifier;

    @Override
    public String name() {
        return "notify";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "send a test to whoever is told";
    }

    @Override
    public int run(Invocation in) {
        if (!in.arguments().isEmpty()) {
            throw CommandException.usage("'" + in.arguments().get(0) + "' is not expected");
        }
        Notifier now = notifier;
        if (now == null) {
            throw CommandException.failed(
                    "nobody is told; a file config/com.nae.notify.cfg with 'command = ...' or 'url = ...' changes that");
        }
        try {
            now.test(in.caller().name());
        } catch (IOException e) {
            throw CommandException.failed("the test did not arrive: " + e.getMessage());
        }
        in.out().println("the test was taken");
        return DONE;
    }
}
