package com.nae.notify;

import java.io.IOException;

/** A way to reach the operator. Used by one thread at a time. */
interface NotificationChannel {
    /** Delivers a message. @throws IOException if it was not delivered, with the reason */
    void deliver(Message message) throws IOException, InterruptedException;
}
