package com.nae.launcher;

import java.io.IOException;
import org.slf4j.LoggerFactory;

/**
 * Readiness told to the service manager that started us (sd_notify). The socket is handed over as the system property
 * {@code nae.notify}, not in the environment, so that no worker speaks in our name. Sent by {@code systemd-notify},
 * since Java has no unix datagram sockets.
 */
final class SystemdNotifier {
    private SystemdNotifier() {}

    static void ready() {
        String socket = System.getProperty("nae.notify", "");
        if (!socket.isEmpty()) {
            try {
                ProcessBuilder notify = new ProcessBuilder(
                                "systemd-notify",
                                "--ready",
                                "--pid=" + ProcessHandle.current().pid())
                        .inheritIO();
                notify.environment().put("NOTIFY_SOCKET", socket);
                notify.start();
            } catch (IOException e) {
                LoggerFactory.getLogger(SystemdNotifier.class)
                        .warn("The service manager is not told that we are up: {}", e.getMessage());
            }
        }
    }
}
