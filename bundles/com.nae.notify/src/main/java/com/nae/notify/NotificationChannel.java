package com.nae.notify;

import java.io.IOException;

/** A way to reach a person. Used by one thread at a time. */
interface NotificationChannel {
    /** @throws IOException if it did not arrive, and why */
    void deliver(Message message) throws IOException, InterruptedException;
}
