package com.nae.client;

import java.io.IOException;

/** No runtime answers on the control socket of a home. */
final class NotRunningException extends IOException {
    private static final long serialVersionUID = 1;

    NotRunningException(String home) {
        super("NAE is not running in " + home);
    }
}
