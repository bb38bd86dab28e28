package com.nae.api.config;

/** A setting that cannot be used: which key, and why. */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String key;
    private final String reason;

    public SettingsException(String key, String reason) {
        super(key + " " + reason);
        this.key = key;
        this.reason = reason;
    }

    public String key() {
        return key;
    }

    public String reason() {
        return reason;
    }
}
