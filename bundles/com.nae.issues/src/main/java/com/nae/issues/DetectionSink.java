package com.nae.issues;

import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.scan.Severity;

/** Takes what a detector finds, in the order of the stream. */
public interface DetectionSink {
    void onTrace(FoldedTrace folded);

    /**
     * A trace that a harmless record above it announces, and no other line followed so far: quoted, unless the program
     * ends with it.
     */
    default void onQuotedTrace(FoldedTrace folded) {}

    /**
     * A plain error line; the bytes are valid during the call only. @param message where its text begins, behind level
     * and the like
     */
    void onErrorLine(Severity severity, byte[] line, int from, int message, int to);
}
