package com.nae.api.evidence;

import com.nae.api.issue.SourceLocation;
import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An exception that the interpreter of a program reports. It is a fact: no text that the program prints can make one.
 *
 * @param pid of the program
 * @param at when the interpreter reported it
 * @param chain the exception itself first, then the exceptions that led to it, nearest first; at most 8
 * @param caught by which frame it was caught; empty where nothing caught it, or where that frame has gone on since
 */
public record RaisedException(
        InstanceId instance, long pid, Instant at, Kind kind, List<Link> chain, Optional<CatchSite> caught) {

    /** Where the exception came to the interpreter's notice. */
    public enum Kind {
        /** It ended the program's main thread. */
        UNCAUGHT,
        /** It ended another thread. */
        THREAD,
        /** An asyncio task or callback ended with it and nobody took it. */
        TASK,
        /** The program logged or rendered it with its traceback. */
        LOGGED,
        /** It was raised where nothing can catch it, such as a finaliser. */
        UNRAISABLE
    }

    /** How a link belongs to the one before it. */
    public enum Relation {
        /** It is the exception that was reported. */
        RAISED,
        /** The one before it was raised from it: {@code raise ... from}. */
        CAUSE,
        /** It was being handled when the one before it was raised. */
        CONTEXT
    }

    /**
     * One exception of a chain.
     *
     * @param type its class with the module, as {@code json.decoder.JSONDecodeError}; a builtin class without
     * @param message empty where it could be read only by running code of the program; at most 500 characters
     * @param frames where it was raised first, at most 40; each file as the interpreter names it; the source text is
     *     empty
     */
    public record Link(String type, String message, Relation relation, List<SourceLocation> frames) {}

    /**
     * The frame that caught an exception.
     *
     * @param tried its file, its function and the line of the try body that was running
     * @param handlerLine the line of its handler at which the exception was reported
     */
    public record CatchSite(SourceLocation tried, int handlerLine) {}
}
