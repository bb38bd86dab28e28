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

/** Whether the file in which an issue shows was changed shortly before it first showed; looked up once an issue. */
final class SourceChangeLookup implements ErrorGrouping.ChangeLookup {
    private static final Duration BEFORE = Duration.ofHours(1);
    private static final int KEPT = 500;
    private final ProcessManager processes;
    private final Map<String, List<String>> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
            return size() > KEPT;
        }
    };

    SourceChangeLookup(ProcessManager processes) {
        this.processes = processes;
    }

    @Override
    public List<String> before(Issue issue) {
        return known.computeIfAbsent(issue.id(), id -> look(issue));
    }

    private List<String> look(Issue issue) {
        return issue.place()
                .flatMap(place -> issue.instances().stream()
                        .findFirst()
                        .flatMap(this::definition)
                        .map(d -> changed(d.directory(), place.file(), issue)))
                .orElse(List.of());
    }

    private java.util.Optional<ProcessDefinition> definition(InstanceId id) {
        return processes.definition(id.process(), id.mode());
    }

    private static List<String> changed(Path directory, String printed, Issue issue) {
        try {
            Path file = directory.resolve(printed).normalize();
            if (!file.startsWith(directory) || !Files.isRegularFile(file)) {
                return List.of();
            }
            Instant at = Files.getLastModifiedTime(file).toInstant();
            boolean suspect = !at.isAfter(issue.firstSeen())
                    && at.isAfter(issue.firstSeen().minus(BEFORE));
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
