package com.nae.api.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A setting that cannot be used: which key, and why; or several of them, of which the first counts where one is asked
 * for.
 */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String key;
    private final String reason;
    private final transient List<SettingsException> all;

    public SettingsException(String key, String reason) {
        super(key + " " + reason);
        this.key = key;
        this.reason = reason;
        this.all = List.of(this);
    }

    /** @param all at least one */
    public SettingsException(List<SettingsException> all) {
        super(all.stream().map(SettingsException::getMessage).collect(Collectors.joining("; ")));
        this.key = all.get(0).key;
        this.reason = all.get(0).reason;
        this.all = all.stream().flatMap(problem -> problem.all().stream()).toList();
    }

    public String key() {
        return key;
    }

    public String reason() {
        return reason;
    }

    /** Each setting that cannot be used, with its own key and reason. */
    public List<SettingsException> all() {
        return all;
    }
}
