package com.nae.notify;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A message to the operator, with one or more notifications.
 *
 * @param from the host and home that it is about
 * @param overflow number of further notifications that were dropped because too many were waiting
 */
record Message(String from, List<Notification> notifications, int overflow) {
    /**
     * The message as text. The first line is a summary and can serve as a subject; one line per notification follows.
     */
    String text() {
        String first = notifications.size() == 1 && overflow == 0
                ? notifications.get(0).toString()
                : (notifications.size() + overflow) + " notifications, the first: " + notifications.get(0);
        String lines = notifications.stream().map(n -> n.at() + "  " + n).collect(Collectors.joining("\n"));
        return "NAE on " + from + ": " + first + "\n\n" + lines
                + (overflow == 0 ? "" : "\nand " + overflow + " more; see nae health and nae fixes") + "\n";
    }
}
