package com.nae.learning;

import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import com.nae.learning.errors.ErrorGrouping;
import com.nae.learning.watch.HumanDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether the source file of an issue was changed shortly before the issue first occurred. Looked up once for
 * each issue.
 */
final class SourceChangeLookup implements ErrorGrouping.ChangeLookup {
    /** A change in this time before the issue first occurred is reported. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private static final int MAX_CACHED = 500;
    private final ProcessManager processes;
    private final Map<String, List<String>> cache = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
            return size() > MAX_CACHED;
        }
    };

    SourceChangeLookup(ProcessManager processes) {
        this.processes = processes;
    }

    @Override
    public List<String> before(Issue issue) {
        return cache.computeIfAbsent(issue.id(), id -> lookUp(issue));
    }

    private List<String> lookUp(Issue issue) {
        return issue.place()
                .flatMap(place -> issue.instances().stream()
                        .findFirst()
                        .flatMap(this::definition)
                        .map(d -> changed(d.directory(), place.file(), issue)))
                .orElse(List.of());
    }

    private Optional<ProcessDefinition> definition(InstanceId id) {
        return processes.definition(id.process(), id.mode());
    }

    /** The change of the source file, if the file lies below the directory of the process and was changed in time. */
    private static List<String> changed(Path directory, String fileName, Issue issue) {
        try {
            Path file = directory.resolve(fileName).normalize();
            if (!file.startsWith(directory) || !Files.isRegularFile(file)) {
                return List.of();
            }
            Instant at = Files.getLastModifiedTime(file).toInstant();
            boolean suspect = !at.isAfter(issue.firstSeen())
                    && at.isAfter(issue.firstSeen().minus(LOOK_BACK));
            return suspect
                    ? List.of(issue.process() + ": " + directory.relativize(file) + " was changed, "
                            + HumanDuration.format(
                                    Duration.between(at, issue.firstSeen()).toSeconds()) + " before")
                    : List.of();
        } catch (IOException | InvalidPathException unknown) {
            return List.of();
        }
    }
}
