package com.nae.notify;

import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The command {@code nae notify}: sends a test notification, so that a broken channel is found before it is needed. */
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
        return "send a test notification";
    }

    @Override
    public int run(Invocation in) {
        if (!in.arguments().isEmpty()) {
            throw CommandException.usage(
                    "unexpected argument '" + in.arguments().get(0) + "'");
        }
        Notifier current = notifier;
        if (current == null) {
            throw CommandException.failed("notifications are off; create config/com.nae.notify.cfg"
                    + " with 'command = ...' or 'url = ...' to turn them on");
        }
        try {
            current.test(in.caller().name());
        } catch (IOException e) {
            throw CommandException.failed("the test notification was not delivered: " + e.getMessage());
        }
        in.out().println("the test notification was delivered");
        return DONE;
    }
}
