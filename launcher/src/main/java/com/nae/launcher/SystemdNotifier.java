package com.nae.launcher;

import java.io.IOException;
import org.slf4j.LoggerFactory;

/**
 * Reports readiness to the service manager that started the runtime, by sd_notify(3). The start script hands the socket
 * over as the system property {@code nae.notify}, not in the environment, so that no worker can report in the runtime's
 * name. The message is sent by {@code systemd-notify}, since Java has no unix datagram sockets.
 */
final class SystemdNotifier {
    private SystemdNotifier() {}

    /** The runtime is up; does nothing where no service manager asks. */
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
                        .warn("Readiness cannot be reported to the service manager: {}", e.getMessage());
            }
        }
    }
}
