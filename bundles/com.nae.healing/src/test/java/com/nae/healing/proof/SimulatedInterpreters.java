package com.nae.healing.proof;

import com.nae.api.evidence.RaisedException;
import com.nae.api.evidence.RaisedExceptions;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The interpreters of simulated programs: those of some modes report what their program raises. */
public final class SimulatedInterpreters implements RaisedExceptions {
    private final List<RaisedException> raised = new ArrayList<>();
    /** The modes whose interpreters report. */
    public final Set<Mode> reporting = EnumSet.allOf(Mode.class);
    /** How the exceptions come to their notice. */
    public RaisedException.Kind kind = RaisedException.Kind.THREAD;
    /** Whether what programs print was raised. */
    public boolean truthful = true;

    public void raise(Issue issue, InstanceId at, Instant now, boolean ends) {
        if (truthful && reporting.contains(at.mode())) {
            raised.add(new RaisedException(
                    at,
                    1,
                    now,
                    ends ? RaisedException.Kind.UNCAUGHT : kind,
                    List.of(new RaisedException.Link(
                            issue.type(),
                            "",
                            RaisedException.Relation.RAISED,
                            issue.place().stream().toList())),
                    Optional.empty()));
        }
    }

    @Override
    public boolean reports(InstanceId id) {
        return reporting.contains(id.mode());
    }

    @Override
    public List<RaisedException> since(InstanceId id, Instant from) {
        return raised.stream()
                .filter(each -> each.instance().equals(id) && !each.at().isBefore(from))
                .toList();
    }

    @Override
    public long dropped(InstanceId id) {
        return 0;
    }
}
