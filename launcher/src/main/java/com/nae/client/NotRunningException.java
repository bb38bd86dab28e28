package com.nae.client;

import java.io.IOException;

/** Nobody answers on the home's control socket. */
final class NotRunningException extends IOException {
    private static final long serialVersionUID = 1;

    NotRunningException(String home) {
        super("NAE is not running in " + home);
    }
}
