package com.nae.evidence.python;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.nae.api.evidence.RaisedException;
import com.nae.api.evidence.RaisedException.CatchSite;
import com.nae.api.evidence.RaisedException.Kind;
import com.nae.api.evidence.RaisedException.Link;
import com.nae.api.evidence.RaisedException.Relation;
import com.nae.api.issue.SourceLocation;
import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line from a hook, as it is sent: a greeting with {@code token}, or a report with {@code kind}, or neither, which
 * says how many were dropped. Everything in it may be missing or wrong.
 */
record ReportLine(
        String token, long pid, long dropped, String kind, double at, List<LinkLine> chain, CaughtLine caught) {
    private static final Gson GSON = new Gson();
    private static final int MOST_LINKS = 8;
    private static final int MOST_FRAMES = 40;
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_MESSAGE = 500;
    private static final double LATEST = 1e11;
    /** A program may run on a clock of its own. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);

    /** An exception of the chain. */
    record LinkLine(String type, String message, String relation, List<FrameLine> frames) {
        private Link link() {
            require(frames != null && frames.size() <= MOST_FRAMES, "frames");
            return new Link(
                    text(type, LONGEST_TEXT, "type"),
                    text(message, LONGEST_MESSAGE, "message"),
                    word(Relation.class, relation),
                    frames.stream().map(FrameLine::of).toList());
        }
    }

    /** A frame of a traceback. */
    record FrameLine(String file, int line, String function) {
        private SourceLocation location() {
            return new SourceLocation(
                    text(file, LONGEST_TEXT, "file"), Math.max(line, 0), text(function, LONGEST_TEXT, "function"), "");
        }

        private static SourceLocation of(FrameLine frame) {
            require(frame != null, "frame");
            return frame.location();
        }
    }

    /** The frame that caught it, with the line of its handler. */
    record CaughtLine(String file, String function, int tried, int line) {
        private CatchSite site() {
            return new CatchSite(FrameLine.of(new FrameLine(file, tried, function)), Math.max(line, 0));
        }
    }

    /** @throws IllegalArgumentException if it is no such line */
    static ReportLine parse(String text) {
        ReportLine line = null;
        try {
            line = GSON.fromJson(text, ReportLine.class);
        } catch (JsonParseException | NumberFormatException e) {
            throw new IllegalArgumentException("no valid JSON object", e);
        }
        require(line != null, "JSON object");
        return line;
    }

    boolean isReport() {
        return kind != null;
    }

    /**
     * The exception that it reports.
     *
     * @param from the pid that its greeting named
     * @throws IllegalArgumentException if something is missing, too long or unknown
     */
    RaisedException exception(InstanceId id, long from, Instant now) {
        require(chain != null && !chain.isEmpty() && chain.size() <= MOST_LINKS, "chain");
        chain.forEach(link -> require(link != null, "chain"));
        return new RaisedException(
                id,
                from,
                moment(now),
                word(Kind.class, kind),
                chain.stream().map(LinkLine::link).toList(),
                Optional.ofNullable(caught).map(CaughtLine::site));
    }

    private Instant moment(Instant now) {
        double seconds = at >= 0 && at < LATEST ? at : 0; // not a number is 0, too
        Instant moment = Instant.ofEpochSecond((long) seconds).plusNanos((long) (seconds % 1 * 1e9));
        return Duration.between(moment, now).abs().compareTo(CLOCKS_DIFFER) > 0 ? now : moment;
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no valid " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }

    private static String text(String text, int longest, String what) {
        require(text != null && text.length() <= longest, what);
        return text;
    }

    private static void require(boolean met, String what) {
        if (!met) {
            throw new IllegalArgumentException("no valid " + what);
        }
    }
}
