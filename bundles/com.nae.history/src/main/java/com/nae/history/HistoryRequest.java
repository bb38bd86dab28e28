package com.nae.history;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.shell.CommandException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;

/**
 * The arguments of {@code nae history}.
 *
 * @param process empty for all processes
 * @param instance empty for all instances of the process
 * @param samples whether to print samples in place of events
 * @param limit the number of events, the latest ones
 */
record HistoryRequest(String process, String instance, boolean samples, boolean csv, int limit, Instant since) {
    private static final int DEFAULT_LIMIT = 100;

    /** @throws CommandException if the arguments are invalid */
    static HistoryRequest parse(List<String> arguments) {
        String target = "";
        boolean samples = false;
        boolean csv = false;
        int limit = DEFAULT_LIMIT;
        Instant since = Instant.EPOCH;
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--samples" -> samples = true;
                case "--csv" -> csv = true;
                case "--since" -> since = Instant.now().minus(duration(value(words, word)));
                case "-n" -> limit = number(value(words, word));
                default -> {
                    if (word.startsWith("-") || !target.isEmpty()) {
                        throw CommandException.usage("unexpected '" + word + "'");
                    }
                    target = word;
                }
            }
        }
        // samples of all time would be too many to print
        if (samples && since.equals(Instant.EPOCH)) {
            since = Instant.now().minus(1, ChronoUnit.DAYS);
        }
        String process = target.replaceFirst("[:@].*", "");
        return new HistoryRequest(process, target.contains("@") ? target : "", samples, csv, limit, since);
    }

    private static String value(Iterator<String> words, String option) {
        if (!words.hasNext()) {
            throw CommandException.usage(option + " needs a value");
        }
        return words.next();
    }

    private static Duration duration(String text) {
        try {
            return Settings.durationOf("--since", text);
        } catch (SettingsException malformed) {
            throw CommandException.usage(malformed.getMessage());
        }
    }

    private static int number(String text) {
        if (!text.matches("[1-9]\\d{0,7}")) {
            throw CommandException.usage("-n is '" + text + "', expected a whole number of at least 1");
        }
        return Integer.parseInt(text);
    }
}
