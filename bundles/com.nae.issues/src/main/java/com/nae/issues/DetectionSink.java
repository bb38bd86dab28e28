package com.nae.issues;

import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.scan.Severity;

/** A receiver of the traces and error lines that a detector finds, in the order of the stream. */
public interface DetectionSink {
    void onTrace(FoldedTrace folded);

    /**
     * Receives a trace that a harmless record announces and that no line has followed so far. It is a quotation, unless
     * the program ends with it.
     */
    default void onQuotedTrace(FoldedTrace folded) {}

    /**
     * Receives a plain error line. The bytes are valid during the call only.
     *
     * @param message where the message begins, after the header with the level
     */
    void onErrorLine(Severity severity, byte[] line, int from, int message, int to);
}
