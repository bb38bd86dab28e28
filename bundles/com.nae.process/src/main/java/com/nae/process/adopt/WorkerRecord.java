package com.nae.process.adopt;

import com.nae.api.process.ExitStatus;
import java.util.Optional;

/**
 * The last that the journal knows of an instance.
 *
 * @param runId the mark of its last start; empty where it was never started
 * @param pid 0 where it has ended, or where a start was begun and nothing more is known
 * @param startTime kernel start time of {@code pid}
 * @param bootId names the run of the machine in which it was started
 * @param since wall clock of the start, ms since 1970
 * @param restarts how often it was started, the first start left out
 * @param stopped whether it was stopped on purpose
 * @param ended whether nothing of it runs, as far as the journal knows
 * @param exit how it ended; empty where it has not ended, or nobody saw it
 * @param budget what it has used of its restart budget
 */
public record WorkerRecord(
        String runId,
        int pid,
        long startTime,
        String bootId,
        long since,
        int restarts,
        boolean stopped,
        boolean ended,
        Optional<ExitStatus> exit,
        UsedBudget budget) {
    static final WorkerRecord NONE =
            new WorkerRecord("", 0, 0, "", 0, 0, false, true, Optional.empty(), UsedBudget.NONE);

    WorkerRecord spawning(String newRunId, long at, int newRestarts) {
        return new WorkerRecord(newRunId, 0, 0, "", at, newRestarts, stopped, false, Optional.empty(), budget);
    }

    WorkerRecord running(int newPid, long newStartTime, String newBootId) {
        return new WorkerRecord(
                runId, newPid, newStartTime, newBootId, since, restarts, stopped, false, Optional.empty(), budget);
    }

    WorkerRecord ended(String lastBootId, Optional<ExitStatus> how) {
        return new WorkerRecord(runId, 0, 0, lastBootId, since, restarts, stopped, true, how, budget);
    }

    WorkerRecord stoppedOnPurpose(boolean onPurpose) {
        return new WorkerRecord(runId, pid, startTime, bootId, since, restarts, onPurpose, ended, exit, budget);
    }

    WorkerRecord spent(UsedBudget now) {
        return new WorkerRecord(runId, pid, startTime, bootId, since, restarts, stopped, ended, exit, now);
    }
}
