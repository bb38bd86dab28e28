package com.nae.healing.flow;

import com.nae.api.healing.Change;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.context.CaseContext;
import com.nae.healing.record.Proposal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The fixes that a case has applied so far. There may be several on top of each other, which stand or fall together.
 */
public final class Repair {
    /** One fix and the id of its record. */
    public record Part(String id, Proposal proposal) {}

    private final Mode trial;
    private final List<Part> parts = new ArrayList<>();

    public Repair(Mode trial) {
        this.trial = trial;
    }

    /**
     * Restores a repair that an earlier runtime or case made, from the records of a fix and of those that stand or fall
     * with it.
     */
    static Repair of(CaseContext context, FixRecord fix, Issue issue) {
        Repair repair = new Repair(context.trialMode(fix.process()).orElse(Mode.LIVE));
        for (String id : context.fixes().groupOf(fix.id())) {
            FixRecord part = context.fixes().get(id);
            Issue about = part.fingerprint().equals(issue.fingerprint())
                    ? issue
                    : context.issue(part.fingerprint()).orElse(issue);
            repair.add(new Part(id, new Proposal(about, part.healer(), part.fix(), part.diff())));
        }
        return repair;
    }

    /** The mode of the trial. */
    public Mode trial() {
        return trial;
    }

    public void add(Part part) {
        parts.add(part);
    }

    public List<Part> parts() {
        return List.copyOf(parts);
    }

    public Part last() {
        return parts.get(parts.size() - 1);
    }

    public List<String> ids() {
        return parts.stream().map(Part::id).toList();
    }

    public Set<String> fingerprints() {
        return parts.stream()
                .map(p -> p.proposal().issue().fingerprint())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public Set<String> families() {
        return parts.stream()
                .map(p -> p.proposal().issue().family().word())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the last fix is one of several steps, each of which may uncover the next failure. */
    public boolean stepwise() {
        return last().proposal().fix().terms().stepwise();
    }

    /** Whether a failure is at a line that the edits inserted. */
    public boolean wroteLine(Issue failure) {
        return failure.place().map(place -> wroteLine(place.source())).orElse(false);
    }

    private boolean wroteLine(String source) {
        return !source.isBlank()
                && parts.stream()
                        .flatMap(p -> p.proposal().fix().changes().stream())
                        .filter(Change.EditFile.class::isInstance)
                        .flatMap(e -> ((Change.EditFile) e).edits().stream())
                        .anyMatch(e -> new String(e.replacement(), StandardCharsets.UTF_8).contains(source.strip()));
    }

    /** What the repair does, in words for the operator. */
    public String summary() {
        return parts.stream().map(p -> p.proposal().fix().reason()).distinct().collect(Collectors.joining("; "));
    }
}
