package com.nae.config;

import com.nae.api.config.Refusal;
import com.nae.api.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watched folder: puts files in force once they are at rest, and takes them back when they are deleted. A file is
 * at rest when nothing touched it for a moment; one that looks unfinished (no final newline, or refused) gets longer, a
 * deleted one may come back (editors do that). All but {@link #refusals()} is confined to one thread, that of
 * {@code timer}.
 */
final class ConfigurationFolder {
    /** Runs a task after a while, on the one thread. */
    interface Scheduler {
        void after(long millis, Runnable task);
    }

    private static final long REST_MILLIS = 60;
    private static final long GONE_MILLIS = 250;
    private static final long UNFINISHED_MILLIS = 400;
    private static final long UNTAKEN_MILLIS = 5000;
    /** After this time what is in force is kept for the next runtime; long enough to be out of the way of a start. */
    private static final long SAVE_MILLIS = 5000;

    private final Logger log = LoggerFactory.getLogger(ConfigurationFolder.class);
    private final Path folder;
    private final ConfigurationValidator judge;
    private final ActiveConfigurations inForce;
    private final Scheduler timer;
    private final Map<String, Long> restless = new HashMap<>();
    private final Map<String, byte[]> judged = new HashMap<>();
    private final Map<String, ConfigurationFileName> untaken = new HashMap<>();
    private final Map<String, List<Refusal>> refusals = new ConcurrentSkipListMap<>();
    private boolean adopted;
    private long nextLook = Long.MAX_VALUE;

    ConfigurationFolder(Path folder, ConfigurationValidator judge, ActiveConfigurations inForce, Scheduler timer) {
        this.folder = folder;
        this.judge = judge;
        this.inForce = inForce;
        this.timer = timer;
    }

    List<Refusal> refusals() {
        return refusals.values().stream().flatMap(List::stream).toList();
    }

    /** Something happened to these files just now. */
    void filesChanged(Set<String> names) {
        names.stream().filter(ConfigurationFileName::isConfiguration).forEach(name -> restless.put(name, now()));
        settle();
    }

    /** Looks at all files; those that were written a while ago are at rest already. */
    void scanAll() {
        try {
            Set<String> names = names();
            if (!adopted) {
                adopted = true;
                inForce.adopt(names);
            }
            names.forEach(name -> restless.putIfAbsent(name, now() - age(name)));
            known().stream().filter(name -> !names.contains(name)).forEach(name -> restless.put(name, now()));
            settle();
        } catch (IOException e) {
            log.error("{} cannot be read; what it configured goes on", folder, e);
        }
    }

    /** A check came: what it takes is looked at again. */
    void recheck(ConfigurationCheckRegistry.CheckTarget taken) {
        for (String name : known()) {
            if (taken.equals(takenBy(name))) {
                judged.remove(name);
                restless.putIfAbsent(name, now() - UNFINISHED_MILLIS);
            }
        }
        settle();
    }

    private Set<String> known() {
        Set<String> known = new HashSet<>(judged.keySet());
        known.addAll(untaken.keySet());
        known.addAll(refusals.keySet());
        return known;
    }

    private static ConfigurationCheckRegistry.CheckTarget takenBy(String name) {
        try {
            return ConfigurationCheckRegistry.CheckTarget.of(ConfigurationFileName.of(name));
        } catch (SettingsException e) {
            return null;
        }
    }

    private Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        try (var files = Files.newDirectoryStream(
                folder, file -> ConfigurationFileName.isConfiguration(ConfigurationValidator.name(file)))) {
            files.forEach(file -> names.add(ConfigurationValidator.name(file)));
        }
        return names;
    }

    private long age(String name) {
        try {
            long millis = System.currentTimeMillis()
                    - Files.getLastModifiedTime(folder.resolve(name)).toMillis();
            return millis < 0 ? UNFINISHED_MILLIS : Math.min(millis, UNFINISHED_MILLIS);
        } catch (IOException e) {
            return 0;
        }
    }

    private void settle() {
        long next = Long.MAX_VALUE;
        for (String name : new ArrayList<>(restless.keySet())) {
            long due = restless.get(name) + needed(name, now() - restless.get(name)) - now();
            if (due <= 0) {
                restless.remove(name);
            } else {
                next = Math.min(next, due);
            }
        }
        lookAfter(next);
    }

    private void lookAfter(long millis) {
        long at = millis == Long.MAX_VALUE ? millis : now() + millis;
        if (at < nextLook || nextLook <= now()) {
            nextLook = at;
            if (at < Long.MAX_VALUE) {
                timer.after(millis + 1, this::settle);
            }
        }
    }

    /** How long the file has to be quiet; takes it where it was for long enough. */
    private long needed(String name, long quiet) {
        if (quiet < REST_MILLIS) {
            return REST_MILLIS;
        }
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return quiet < GONE_MILLIS ? GONE_MILLIS : forget(name);
        }
        try {
            ConfigurationFileName known = ConfigurationFileName.of(name);
            return judge.hasCheckFor(known) ? take(name, ConfigurationValidator.read(file), quiet) : await(name, known);
        } catch (SettingsException e) {
            judged.remove(name);
            return quiet < UNFINISHED_MILLIS
                    ? UNFINISHED_MILLIS
                    : refuse(name, ConfigurationValidator.refused(name, e).refusals());
        }
    }

    private long take(String name, byte[] bytes, long quiet) {
        if (Arrays.equals(bytes, judged.get(name))) {
            return 0;
        }
        ValidationResult verdict = judge.validate(name, bytes);
        boolean finished =
                bytes.length > 0 && bytes[bytes.length - 1] == '\n' && !(verdict instanceof ValidationResult.Refused);
        if (!finished && quiet < UNFINISHED_MILLIS) {
            return UNFINISHED_MILLIS;
        }
        judged.put(name, bytes);
        if (verdict instanceof ValidationResult.Valid good) {
            enforce(name, good, bytes);
        } else if (verdict instanceof ValidationResult.Unchecked waiting) {
            return await(name, waiting.name());
        } else if (verdict instanceof ValidationResult.Refused refused) {
            refuse(name, refused.refusals());
        }
        return 0;
    }

    private void enforce(String name, ValidationResult.Valid good, byte[] bytes) {
        untaken.remove(name);
        if (refusals.remove(name) != null) {
            log.info("{} is in force", name);
        }
        if (inForce.activate(name, good, bytes)) {
            timer.after(SAVE_MILLIS, inForce::save);
        }
    }

    private long await(String name, ConfigurationFileName waiting) {
        judged.remove(name);
        untaken.put(name, waiting);
        timer.after(UNTAKEN_MILLIS, () -> {
            if (untaken.containsKey(name)) {
                refuse(name, List.of(ConfigurationValidator.noCheckFor(name, waiting)));
            }
        });
        return 0;
    }

    private long refuse(String name, List<Refusal> why) {
        untaken.remove(name);
        List<Refusal> before = refusals.put(name, why);
        inForce.restoreLastGood(name, judge);
        Set<String> known = before == null
                ? Set.of()
                : before.stream().map(Refusal::toString).collect(Collectors.toSet());
        why.stream()
                .map(Refusal::toString)
                .filter(reason -> !known.contains(reason))
                .forEach(reason -> log.error(
                        "{}{}", reason, inForce.isActive(name) ? " (what it said before stays in force)" : ""));
        return 0;
    }

    private long forget(String name) {
        judged.remove(name);
        untaken.remove(name);
        refusals.remove(name);
        if (inForce.deactivate(name)) {
            log.info("{} is gone", name);
        }
        return 0;
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
