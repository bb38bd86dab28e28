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
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration folder. It applies files when they are complete, and withdraws their configurations when they are
 * deleted. A file is complete when it has not changed for a moment. A file that looks unfinished, because it has no
 * final newline or is refused, gets more time. So does a deleted one, because editors may write it again. Confined to
 * the thread of the scheduler, except for {@link #refusals()}.
 */
final class ConfigurationFolder {
    /** The timer: it runs a task after a delay, always on the same thread. */
    interface Scheduler {
        void after(long millis, Runnable task);

        /** Milliseconds of the timer's clock, which does not jump when the system time is set. */
        default long now() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }
    }

    /** How long a complete file must have been unchanged. */
    private static final long QUIET_MILLIS = 60;
    /** How long a file must have been gone until it counts as deleted. */
    private static final long DELETED_MILLIS = 250;
    /** How long a file that looks unfinished must have been unchanged. */
    private static final long UNFINISHED_MILLIS = 400;
    /** How long a file waits for the bundle with its check before it is refused. */
    private static final long CHECK_TIMEOUT_MILLIS = 5000;
    /** Delay until valid files are saved for the next start, so that saving does not slow down a start. */
    private static final long SAVE_MILLIS = 5000;

    private final Logger log = LoggerFactory.getLogger(ConfigurationFolder.class);
    private final Path folder;
    private final FolderFiles files;
    private final ConfigurationValidator validator;
    private final ActiveConfigurations activeConfigurations;
    private final Scheduler scheduler;
    /** When each file that is not handled yet last changed, in milliseconds of {@link #now()}. */
    private final Map<String, Long> lastChanged = new HashMap<>();
    /** The content of each file that was last checked, so that an unchanged file is not checked again. */
    private final Map<String, byte[]> checkedContent = new HashMap<>();

    private final Map<String, ConfigurationFileName> waitingForCheck = new HashMap<>();
    private final FileRefusals refusals = new FileRefusals();
    private boolean adopted;
    private long nextSettle = Long.MAX_VALUE;

    ConfigurationFolder(
            Path folder,
            ConfigurationValidator validator,
            ActiveConfigurations activeConfigurations,
            Scheduler scheduler) {
        this.folder = folder;
        this.files = new FolderFiles(folder);
        this.validator = validator;
        this.activeConfigurations = activeConfigurations;
        this.scheduler = scheduler;
    }

    List<Refusal> refusals() {
        return refusals.all();
    }

    /** Takes the names of files that have just changed. */
    void filesChanged(Set<String> names) {
        names.stream().filter(ConfigurationFileName::isConfiguration).forEach(name -> lastChanged.put(name, now()));
        settle();
    }

    /** Checks all files. Those that were written a while ago are complete already. */
    void scanAll() {
        try {
            Set<String> names = files.names();
            if (!adopted) {
                adopted = true;
                activeConfigurations.adopt(names);
            }
            names.forEach(
                    name -> lastChanged.putIfAbsent(name, now() - Math.min(files.ageMillis(name), UNFINISHED_MILLIS)));
            known().stream().filter(name -> !names.contains(name)).forEach(name -> lastChanged.put(name, now()));
            settle();
        } catch (IOException e) {
            log.error("{} cannot be read; its configurations stay in force", folder, e);
        }
    }

    /** Checks the files again whose check has become available. */
    void recheck(ConfigurationCheckRegistry.CheckTarget target) {
        for (String name : known()) {
            if (target.equals(targetOf(name))) {
                checkedContent.remove(name);
                lastChanged.putIfAbsent(name, now() - UNFINISHED_MILLIS);
            }
        }
        settle();
    }

    /** All files that were seen so far, whether they were applied, refused or wait. */
    private Set<String> known() {
        Set<String> known = new HashSet<>(checkedContent.keySet());
        known.addAll(waitingForCheck.keySet());
        known.addAll(refusals.files());
        return known;
    }

    private static ConfigurationCheckRegistry.CheckTarget targetOf(String name) {
        try {
            return ConfigurationCheckRegistry.CheckTarget.of(ConfigurationFileName.of(name));
        } catch (SettingsException e) {
            return null;
        }
    }

    /** Handles every file that has been quiet for long enough, and schedules the next call for the others. */
    private void settle() {
        long next = Long.MAX_VALUE;
        for (String name : new ArrayList<>(lastChanged.keySet())) {
            // One reading of the clock: between two, a file could become due without having been handled.
            long quiet = now() - lastChanged.get(name);
            long due = requiredQuiet(name, quiet) - quiet;
            if (due <= 0) {
                lastChanged.remove(name);
            } else {
                next = Math.min(next, due);
            }
        }
        settleAfter(next);
    }

    /** Schedules the next call of {@link #settle()}, unless an earlier one is scheduled. */
    private void settleAfter(long millis) {
        long at = millis == Long.MAX_VALUE ? millis : now() + millis;
        if (at < nextSettle || nextSettle <= now()) {
            nextSettle = at;
            if (at < Long.MAX_VALUE) {
                scheduler.after(millis + 1, this::settle);
            }
        }
    }

    /**
     * How long the file must have been quiet until it can be applied, in milliseconds. Applies or refuses it if it was
     * quiet for long enough.
     */
    private long requiredQuiet(String name, long quiet) {
        if (quiet < QUIET_MILLIS) {
            return QUIET_MILLIS;
        }
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return quiet < DELETED_MILLIS ? DELETED_MILLIS : forget(name);
        }
        try {
            ConfigurationFileName known = ConfigurationFileName.of(name);
            return validator.hasCheckFor(known)
                    ? check(name, ConfigurationValidator.read(file), quiet)
                    : awaitCheck(name, known);
        } catch (SettingsException e) {
            checkedContent.remove(name);
            return quiet < UNFINISHED_MILLIS
                    ? UNFINISHED_MILLIS
                    : refuse(name, ConfigurationValidator.refused(name, e).refusals());
        }
    }

    /**
     * Validates a file, and applies or refuses it. Returns how long it must have been quiet for that, or 0 if it is
     * done.
     */
    private long check(String name, byte[] bytes, long quiet) {
        if (Arrays.equals(bytes, checkedContent.get(name))) {
            return 0;
        }
        ValidationResult result = validator.validate(name, bytes);
        boolean finished =
                bytes.length > 0 && bytes[bytes.length - 1] == '\n' && !(result instanceof ValidationResult.Refused);
        if (!finished && quiet < UNFINISHED_MILLIS) {
            return UNFINISHED_MILLIS;
        }
        checkedContent.put(name, bytes);
        if (result instanceof ValidationResult.Valid valid) {
            activate(name, valid, bytes);
        } else if (result instanceof ValidationResult.Unchecked waiting) {
            return awaitCheck(name, waiting.name());
        } else if (result instanceof ValidationResult.Refused refused) {
            refuse(name, refused.refusals());
        }
        return 0;
    }

    /** Applies a valid file. */
    private void activate(String name, ValidationResult.Valid valid, byte[] bytes) {
        waitingForCheck.remove(name);
        if (refusals.remove(name)) {
            log.info("{} is in force", name);
        }
        if (activeConfigurations.activate(name, valid, bytes)) {
            scheduler.after(SAVE_MILLIS, activeConfigurations::save);
        }
    }

    /** Lets a file wait for its check, and refuses it if none comes in time. */
    private long awaitCheck(String name, ConfigurationFileName waiting) {
        checkedContent.remove(name);
        waitingForCheck.put(name, waiting);
        scheduler.after(CHECK_TIMEOUT_MILLIS, () -> {
            if (waitingForCheck.containsKey(name)) {
                refuse(name, List.of(ConfigurationValidator.noCheckFor(name, waiting)));
            }
        });
        return 0;
    }

    /** Refuses a file. Its last valid content stays in force. */
    private long refuse(String name, List<Refusal> reasons) {
        waitingForCheck.remove(name);
        activeConfigurations.restoreLastGood(name, validator);
        refusals.put(name, reasons, activeConfigurations.isActive(name));
        return 0;
    }

    /** Withdraws the configuration of a deleted file. */
    private long forget(String name) {
        checkedContent.remove(name);
        waitingForCheck.remove(name);
        refusals.remove(name);
        if (activeConfigurations.deactivate(name)) {
            log.info("{} was removed", name);
        }
        return 0;
    }

    private long now() {
        return scheduler.now();
    }
}
