package com.nae.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Sends single key strokes to the runtime while a command runs that wants them, and restores the terminal however that
 * ends.
 */
final class KeyForwarder extends Thread {
    /** Shows the cursor and leaves the alternate screen. */
    static final String PLAIN_SCREEN = "\u001b[?25h\u001b[?1049l";

    private final ControlConnection exchange;
    private boolean restored;

    KeyForwarder(ControlConnection exchange) {
        super("nae-client-keys");
        this.exchange = exchange;
        setDaemon(true);
        Runtime.getRuntime().addShutdownHook(new Thread(this::restore, "nae-client-keys-restore"));
        stty("-icanon -echo");
        start();
    }

    synchronized void restore() {
        if (!restored) {
            restored = true;
            stty("icanon echo");
            System.err.print(PLAIN_SCREEN);
        }
    }

    private static void stty(String settings) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "stty " + settings + " </dev/tty")
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            System.err.println("nae: the terminal does not give single keys: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        InputStream in = System.in;
        try {
            for (int key = in.read(); key >= 0; key = in.read()) {
                exchange.send(ByteBuffer.wrap(new byte[] {(byte) key}));
            }
        } catch (IOException ended) {
            setName("nae-client-keys-ended");
        }
    }
}
