package com.nae.framework;

import com.nae.api.issue.Family;
import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackFormat;
import com.nae.api.issue.StackTrace;
import com.nae.api.issue.TraceFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stack format as somebody drops it: Ruby's traces, {@code main.rb:3:in `total': message (Type)} with callers behind
 * a tab.
 */
public final class DroppedFormat implements StackFormat {
    @Override
    public String language() {
        return "ruby";
    }

    @Override
    public List<String> triggers() {
        return List.of(":in `");
    }

    @Override
    public int start(String line) {
        return line.endsWith(")") && line.contains(".rb:") && line.contains(":in `") ? 0 : -1;
    }

    @Override
    public TraceFolding fold(List<String> before, String first, SourceIndex sources) {
        return new Raised(first);
    }

    /** One exception and its callers. */
    static final class Raised implements TraceFolding {
        private static final int FRAMES = 100;

        private final String first;
        private final List<StackTrace.Frame> frames = new ArrayList<>();

        Raised(String first) {
            this.first = first;
            frame(first);
        }

        private void frame(String text) {
            int in = text.indexOf(":in `");
            String site = text.substring(0, in);
            int colon = site.lastIndexOf(':');
            frames.add(new StackTrace.Frame(
                    new SourceLocation(
                            site.substring(0, colon),
                            Integer.parseInt(site.substring(colon + 1)),
                            text.substring(in + 5, text.indexOf('\'', in)),
                            ""),
                    false));
        }

        @Override
        public LineRole take(String line) {
            boolean caller = line.startsWith("\tfrom ") && line.contains(":in `") && frames.size() < FRAMES;
            if (caller) {
                frame(line.strip().substring(5));
            }
            return caller ? LineRole.PART : LineRole.OVER;
        }

        @Override
        public boolean whole() {
            return true;
        }

        @Override
        public Optional<StackTrace> trace() {
            String type = first.substring(first.lastIndexOf('(') + 1, first.length() - 1);
            String message = first.substring(first.indexOf("': ") + 3, first.lastIndexOf(" ("));
            return Optional.of(new StackTrace(type, type, message, Family.OTHER, "", frames));
        }
    }
}
