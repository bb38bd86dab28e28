package com.nae.healing.proof;

import com.nae.api.evidence.RaisedException;
import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is certain about the failure of one case. It decides how far healing may go: a program that runs is changed only
 * for a fact, never for what somebody has written into its output.
 */
public final class FailureFacts {
    /** Evidence may be a little older than the case, which opens when the output is read. */
    private static final Duration EARLY = Duration.ofSeconds(10);

    /** Nothing catches these, and the program goes on. One that is uncaught in the main thread ends it. */
    private static final Set<RaisedException.Kind> SURVIVED_UNCAUGHT =
            EnumSet.of(RaisedException.Kind.THREAD, RaisedException.Kind.TASK, RaisedException.Kind.UNRAISABLE);

    private final Instant from;
    private final Map<InstanceId, Evidence> facts = new TreeMap<>();
    private final Set<InstanceId> reported = new TreeSet<>();
    private final Set<InstanceId> ended = new TreeSet<>();
    private boolean denied;
    private boolean uncaught;

    /** @param opened when the case was opened */
    public FailureFacts(Instant opened) {
        from = opened.minus(EARLY);
    }

    /** From when on evidence belongs to this failure. */
    public Instant from() {
        return from;
    }

    /**
     * The output of an instance shows the failure.
     *
     * @param denied whether its interpreter reports everything and has not raised it: then the last words of a program
     *     that ended are text, too
     */
    public void reported(Issue issue, InstanceId at, boolean denied) {
        reported.add(at);
        issue.facts().stream()
                .filter(fact -> !fact.at().isBefore(from))
                .filter(fact -> fact.kind().isFact())
                .filter(fact -> !denied
                        || fact.kind() != Evidence.Kind.ENDED
                        || !fact.instance().equals(at))
                .forEach(this::add);
    }

    /** Adds a fact; the strongest of an instance is kept. */
    public void add(Evidence fact) {
        if (fact.kind() == Evidence.Kind.ENDED || fact.kind() == Evidence.Kind.PROBED) {
            ended.add(fact.instance());
        }
        uncaught |= fact.kind() != Evidence.Kind.RAISED;
        facts.merge(fact.instance(), fact, (before, now) -> before.kind().compareTo(now.kind()) > 0 ? before : now);
    }

    /** Adds what an interpreter reported about the failure. */
    public Evidence add(RaisedException raised) {
        String how = raised.kind().name().toLowerCase(Locale.ROOT);
        Evidence fact = new Evidence(
                Evidence.Kind.RAISED, raised.instance(), raised.at(), "the interpreter reports it, " + how);
        add(fact);
        uncaught |= SURVIVED_UNCAUGHT.contains(raised.kind());
        return fact;
    }

    /** An interpreter that reports all exceptions has not reported this one: it is text. */
    public void deny() {
        denied = true;
    }

    /** The failure was proven in a mode before. */
    public void trust(Mode mode, String process, Instant now) {
        add(new Evidence(Evidence.Kind.REPRODUCED, new InstanceId(process, mode, 0), now, "proven there before"));
    }

    /** Whether nothing more is to be found out: it ended the program, or nothing caught it. */
    public boolean settled() {
        return !facts.isEmpty() && uncaught;
    }

    public boolean any() {
        return !facts.isEmpty();
    }

    public boolean any(Mode mode) {
        return facts.keySet().stream().anyMatch(id -> id.mode() == mode);
    }

    /** Whether the program of an instance ended with the failure, or health found that it does not work. */
    public boolean ended(InstanceId id) {
        return ended.contains(id);
    }

    /** Whether the output of an instance in a mode has shown it. */
    public boolean shownIn(Mode mode) {
        return any(mode) || reported.stream().anyMatch(id -> id.mode() == mode);
    }

    /**
     * How far healing may go by itself in a mode. In the sandbox a fact of either mode is enough. Live takes a fact of
     * its own, or one of the sandbox for a failure that live reports, too.
     */
    public Autonomy allows(Mode mode) {
        boolean enough = mode == Mode.SANDBOX ? any() : any(Mode.LIVE) || any(Mode.SANDBOX) && shownIn(Mode.LIVE);
        if (enough) {
            return Autonomy.AUTO;
        }
        return denied ? Autonomy.SUGGEST : Autonomy.APPROVE;
    }

    /** The facts in words, for the change log. */
    public String words() {
        return facts.isEmpty()
                ? "reported in its output"
                : facts.values().stream()
                        .map(fact -> fact.kind().word() + " in " + fact.instance()
                                + (fact.detail().isBlank() ? "" : ": " + fact.detail()))
                        .collect(Collectors.joining("; "));
    }
}
