package com.nae.api.operation;

import com.nae.api.process.Mode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The folders of an installation and the mode it runs in.
 *
 * @param root {@code $NAE_HOME}, absolute
 * @param mode {@code dual}, {@code sandbox} or {@code live}
 */
public record Home(Path root, String mode) {
    /** As the launcher says in the framework properties {@code nae.home} and {@code nae.mode}. */
    public static Home of(org.osgi.framework.BundleContext context) {
        String root = context.getProperty("nae.home");
        String mode = context.getProperty("nae.mode");
        return new Home(Path.of(root == null ? "" : root).toAbsolutePath().normalize(), mode == null ? "dual" : mode);
    }

    /** The modes in which instances run. */
    public Set<Mode> modes() {
        return mode.equals("dual")
                ? EnumSet.allOf(Mode.class)
                : EnumSet.of(Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
    }

    public Path config() {
        return root.resolve("config");
    }

    public Path healers() {
        return root.resolve("healers");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path data() {
        return root.resolve("data");
    }
}
