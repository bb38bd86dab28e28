package com.nae.api.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings of one configuration file, read by key and type. Every reader names the key in its
 * {@link SettingsException}; {@link #end()} refuses keys that nothing read. Settings that {@link #collectingErrors
 * gather} go on behind a value that cannot be used, as if it were absent, and tell all such values at the end. Not
 * thread-safe.
 */
public final class Settings {
    private static final Pattern AMOUNT = Pattern.compile("(\\d+)\\s*([A-Za-z]*)");
    private static final Map<String, Duration> TIMES = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "d",
            Duration.ofDays(1));
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "B", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30, "T", 1L << 40);

    /** So long that it makes no difference, and short enough to be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<String, String> values = new TreeMap<>();
    private final Set<String> read = new HashSet<>();
    private final List<SettingsException> problems = new ArrayList<>();
    private final boolean gathers;

    /** Settings out of a map as Config Admin or SCR gives it; their own entries and {@code nae.*} are left out. */
    public Settings(Map<String, ?> map) {
        this(map, false);
    }

    private Settings(Map<String, ?> map, boolean gathers) {
        this.gathers = gathers;
        map.forEach((key, value) -> {
            if (!key.startsWith("service.")
                    && !key.startsWith("component.")
                    && !key.startsWith("osgi.")
                    && !key.startsWith("nae.")) {
                values.put(key, String.valueOf(value).strip());
            }
        });
    }

    /** Settings of which {@link #end()} tells everything that is wrong, not only the first. */
    public static Settings collectingErrors(Map<String, ?> map) {
        return new Settings(map, true);
    }

    /** Other settings, read in the same way. */
    public Settings sameMode(Map<String, ?> map) {
        return new Settings(map, gathers);
    }

    /** What a reader makes of some keys; settings that gather note what it refuses and take {@code otherwise}. */
    public <T> T attempt(T otherwise, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (SettingsException e) {
            if (!gathers) {
                throw e;
            }
            e.all().stream()
                    .filter(problem ->
                            problems.stream().noneMatch(known -> known.key().equals(problem.key())))
                    .forEach(problems::add);
            return otherwise;
        }
    }

    /** The text of a key, or empty where it is absent or blank. */
    public Optional<String> text(String key) {
        read.add(key);
        return Optional.ofNullable(values.get(key)).filter(v -> !v.isEmpty());
    }

    /** The text of a key that must be there. */
    public String required(String key) {
        return attempt("", () -> text(key).orElseThrow(() -> new SettingsException(key, "is required")));
    }

    /** A duration: {@code 500ms 30s 5m 2h 1d}; a bare number is seconds. */
    public Duration duration(String key, Duration otherwise) {
        return attempt(otherwise, () -> text(key).map(v -> durationOf(key, v)).orElse(otherwise));
    }

    /** A size in bytes: {@code 64K 50M 2G}; a bare number is bytes. */
    public long size(String key, long otherwise) {
        return attempt(otherwise, () -> text(key).map(v -> sizeOf(key, v)).orElse(otherwise));
    }

    /** A whole number within bounds, both included. */
    public int integer(String key, int otherwise, int min, int max) {
        return attempt(
                otherwise,
                () -> text(key)
                        .map(v -> parse(key, v, Integer::valueOf, "a whole number"))
                        .map(n -> inside(key, n, min, max))
                        .orElse(otherwise));
    }

    /** A decimal number within bounds, both included. */
    public double decimal(String key, double otherwise, double min, double max) {
        return attempt(
                otherwise,
                () -> text(key)
                        .map(v -> parse(key, v, Double::valueOf, "a number"))
                        .map(n -> inside(key, n, min, max))
                        .orElse(otherwise));
    }

    /** {@code true} or {@code false}, nothing else. */
    public boolean flag(String key, boolean otherwise) {
        return attempt(
                otherwise,
                () -> text(key)
                        .map(v -> switch (v.toLowerCase(Locale.ROOT)) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new SettingsException(key, "is '" + v + "', expected true or false");
                        })
                        .orElse(otherwise));
    }

    /** One word of an enum, written in lower case with {@code -} for {@code _}. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        return attempt(
                otherwise, () -> text(key).map(v -> choiceOf(key, v, type)).orElse(otherwise));
    }

    /** A list by comma, blanks around its items removed, empty items left out. */
    public List<String> list(String key, List<String> otherwise) {
        return text(key)
                .map(v -> Arrays.stream(v.split(","))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toList())
                .orElse(otherwise);
    }

    /** A path, relative ones below {@code base}. */
    public Path path(String key, Path base, Path otherwise) {
        return attempt(
                otherwise,
                () -> text(key)
                        .map(v -> parse(key, v, base::resolve, "a path").normalize())
                        .orElse(otherwise));
    }

    /** All keys that begin with a prefix, by what follows it; they count as read. */
    public Map<String, String> withPrefix(String prefix) {
        Map<String, String> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                read.add(key);
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Every key, for those that overlay one set of settings on another; they count as read. */
    public Map<String, String> all() {
        read.addAll(values.keySet());
        return Map.copyOf(values);
    }

    /** Refuses keys that nothing has read, naming the nearest known ones, and after them whatever was gathered. */
    public void end() {
        List<SettingsException> all = new ArrayList<>();
        Set<String> misspelt = new HashSet<>();
        values.keySet().stream().filter(key -> !read.contains(key)).forEach(key -> {
            Optional<String> meant = nearest(key);
            meant.ifPresent(misspelt::add);
            all.add(new SettingsException(
                    key,
                    "is not a known key"
                            + meant.map(n -> "; did you mean '" + n + "'?").orElse("")));
        });
        problems.removeIf(problem -> misspelt.contains(problem.key()) && !values.containsKey(problem.key()));
        problems.addAll(0, all);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /** What was gathered so far. */
    public List<SettingsException> problems() {
        return List.copyOf(problems);
    }

    public static Duration durationOf(String key, String value) {
        Duration duration =
                amount(key, value, TIMES, "a duration such as 500ms, 30s, 5m or 2h", (n, unit) -> unit.multipliedBy(n));
        if (duration.compareTo(LONGEST) > 0) {
            throw new SettingsException(key, "is '" + value + "', which is too large: a hundred years at most");
        }
        return duration;
    }

    public static long sizeOf(String key, String value) {
        return amount(key, value.toUpperCase(Locale.ROOT), SIZES, "a size such as 64K, 50M or 2G", Math::multiplyExact);
    }

    public static <E extends Enum<E>> E choiceOf(String key, String value, Class<E> type) {
        String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingsException(key, "is '" + value + "', expected one of " + words(type)));
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    private interface Scale<U, R> {
        R apply(long amount, U unit);
    }

    private static <U, R> R amount(String key, String value, Map<String, U> units, String expected, Scale<U, R> scale) {
        var match = AMOUNT.matcher(value);
        U unit = match.matches() ? units.get(match.group(2)) : null;
        try {
            if (unit != null) {
                return scale.apply(Long.parseLong(match.group(1)), unit);
            }
        } catch (NumberFormatException | ArithmeticException tooLarge) {
            throw new SettingsException(key, "is '" + value + "', which is too large");
        }
        throw new SettingsException(key, "is '" + value + "', expected " + expected);
    }

    private static <T> T parse(String key, String value, Function<String, T> parser, String expected) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(key, "is '" + value + "', expected " + expected);
        }
    }

    private static <N extends Comparable<N>> N inside(String key, N n, N min, N max) {
        if (n.compareTo(min) < 0 || n.compareTo(max) > 0) {
            throw new SettingsException(key, "is " + n + ", expected " + min + " to " + max);
        }
        return n;
    }

    private Optional<String> nearest(String key) {
        Collection<String> known = new ArrayList<>(read);
        return known.stream().filter(k -> distance(k, key) <= 2).min((a, b) -> distance(a, key) - distance(b, key));
    }

    /** Levenshtein distance of two words. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(
                        Math.min(row[j], row[j - 1]) + 1, diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
