package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.ProcessDefinition.Identity;
import com.nae.process.expansion.VariableExpander;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads as which user and with which limits a program runs. What the system would refuse at the start is refused here.
 */
final class IdentitySettings {
    /** A limit that is none, as {@code setrlimit} writes it. */
    static final long UNLIMITED = -1;

    private static final int LOWEST_NICE = -20;
    private static final int HIGHEST_NICE = 19;

    private IdentitySettings() {}

    static Identity of(Settings s, DefinitionContext context, VariableExpander variables) {
        return new Identity(
                s.attempt(Optional.empty(), () -> user(s, context, variables)),
                s.attempt(OptionalInt.empty(), () -> umask(s)),
                s.attempt(OptionalInt.empty(), () -> nice(s, context)),
                limit(s, "limit_nofile", context),
                limit(s, "limit_core", context),
                limit(s, "limit_as", context));
    }

    private static Optional<String> user(Settings s, DefinitionContext context, VariableExpander variables) {
        Optional<String> user = s.text("user").map(variables::expand);
        user.ifPresent(name -> {
            exists(name);
            if (!context.root() && !name.equals(context.user())) {
                throw new SettingsException(
                        "user",
                        "is '" + name + "', but only root may start programs as another user (NAE runs as '"
                                + context.user() + "')");
            }
        });
        return user;
    }

    /** A number needs no account. */
    private static void exists(String user) {
        try {
            if (!user.matches("\\d{1,9}")) {
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
            }
        } catch (UserPrincipalNotFoundException unknown) {
            throw new SettingsException("user", "is '" + user + "', which this system does not know");
        } catch (IOException e) {
            throw new SettingsException("user", "is '" + user + "', which could not be looked up: " + e.getMessage());
        }
    }

    private static OptionalInt umask(Settings s) {
        return s.text("umask")
                .map(text -> {
                    if (!text.matches("0?[0-7]{1,3}")) {
                        throw new SettingsException(
                                "umask", "is '" + text + "', expected up to three octal digits such as 022");
                    }
                    return OptionalInt.of(Integer.parseInt(text, 8));
                })
                .orElse(OptionalInt.empty());
    }

    private static OptionalInt nice(Settings s, DefinitionContext context) {
        if (s.text("nice").isEmpty()) {
            return OptionalInt.empty();
        }
        int nice = s.integer("nice", 0, LOWEST_NICE, HIGHEST_NICE);
        if (nice < 0 && !context.root()) {
            throw new SettingsException("nice", "is " + nice + ", but only root may go below 0");
        }
        return OptionalInt.of(nice);
    }

    private static OptionalLong limit(Settings s, String key, DefinitionContext context) {
        return s.attempt(
                OptionalLong.empty(),
                () -> s.text(key)
                        .map(text -> OptionalLong.of(limit(key, text, context)))
                        .orElse(OptionalLong.empty()));
    }

    /** Without root a limit may not exceed the hard limit of the runtime itself. */
    private static long limit(String key, String text, DefinitionContext context) {
        long limit = text.matches("unlimited|infinity") ? UNLIMITED : Settings.sizeOf(key, text);
        long most = context.root() ? UNLIMITED : context.hardLimits().getOrDefault(key, UNLIMITED);
        if (most != UNLIMITED && (limit == UNLIMITED || limit > most)) {
            throw new SettingsException(key, "is '" + text + "', but only root may go above " + most);
        }
        return limit;
    }
}
