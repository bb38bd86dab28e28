package com.nae.healing;

import com.nae.api.healing.Change;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is in force in one mode and not yet proven for good: one fix, or several on top of each other that stand and
 * fall together.
 */
final class Repair {
    /** One fix and the id of its record. */
    record Part(String id, Proposal proposal) {}

    final Mode trial;
    private final List<Part> parts = new ArrayList<>();

    Repair(Mode trial) {
        this.trial = trial;
    }

    /**
     * A repair that an earlier runtime or case has made, from its records: a fix and those that stand and fall with it.
     */
    static Repair of(Desk desk, FixRecord fix, Issue issue) {
        Repair repair = new Repair(desk.trial(fix.process()).orElse(Mode.LIVE));
        for (String id : desk.fixes().with(fix.id())) {
            FixRecord part = desk.fixes().get(id);
            Issue about = part.fingerprint().equals(issue.fingerprint())
                    ? issue
                    : desk.neighbours().tracker().find(part.fingerprint()).orElse(issue);
            repair.add(new Part(id, new Proposal(about, part.healer(), part.fix())));
        }
        return repair;
    }

    void add(Part part) {
        parts.add(part);
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    Part last() {
        return parts.get(parts.size() - 1);
    }

    List<String> ids() {
        return parts.stream().map(Part::id).toList();
    }

    Set<String> cured() {
        return parts.stream()
                .map(p -> p.proposal().issue().fingerprint())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> families() {
        return parts.stream()
                .map(p -> p.proposal().issue().family().word())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean stepwise() {
        return last().proposal().fix().terms().stepwise();
    }

    /** Whether a failure is one of a line that the edits put in. */
    boolean wrote(Issue failure) {
        return failure.place().map(place -> wrote(place.source())).orElse(false);
    }

    private boolean wrote(String source) {
        return !source.isBlank()
                && parts.stream()
                        .flatMap(p -> p.proposal().fix().changes().stream())
                        .filter(Change.EditFile.class::isInstance)
                        .flatMap(e -> ((Change.EditFile) e).edits().stream())
                        .anyMatch(e -> new String(e.replacement(), java.nio.charset.StandardCharsets.UTF_8)
                                .contains(source.strip()));
    }

    /** What it does, in words for a person. */
    String words() {
        return parts.stream().map(p -> p.proposal().fix().reason()).distinct().collect(Collectors.joining("; "));
    }
}
