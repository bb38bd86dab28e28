package com.nae.notify;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What goes out at once.
 *
 * @param from the host and the home it is about
 * @param more how many further notices there were that no room was left for
 */
record Message(String from, List<Notification> notices, int overflow) {
    /** The first line says it all, so that it may serve as a subject; a line for each notice follows. */
    String text() {
        String first = notices.size() == 1 && overflow == 0
                ? notices.get(0).toString()
                : (notices.size() + overflow) + " notices, first " + notices.get(0);
        String lines = notices.stream().map(n -> n.at() + "  " + n).collect(Collectors.joining("\n"));
        return "NAE on " + from + ": " + first + "\n\n" + lines
                + (overflow == 0 ? "" : "\nand " + overflow + " more; see nae health and nae fixes") + "\n";
    }
}
