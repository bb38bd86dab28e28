package com.nae.issues.format;

import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackTrace;
import com.nae.api.issue.TraceFolding;
import com.nae.issues.format.PythonBlock.Link;
import com.nae.issues.format.PythonLine.ExceptionLine;
import com.nae.issues.format.PythonLine.GroupMargin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Python traceback that is being folded: its chain of exceptions, with exception groups. */
final class PythonFolding implements TraceFolding {
    static final String CAUSE = "The above exception was the direct cause of the following exception:";
    static final String CONTEXT = "During handling of the above exception, another exception occurred:";
    private static final int MAX_BLOCKS = 64;
    private static final int MAX_MESSAGE_LINES = 32;
    private static final int MAX_DETAILS = 4;

    private final SourceIndex sources;
    private final List<PythonBlock> blocks = new ArrayList<>();
    private PythonBlock block;
    private Link link = Link.NONE;
    private int members;
    private boolean separated;
    private int messageLines;
    private final boolean rich;
    private final RichTraceback box = new RichTraceback();
    /** Whether it began with a frame, because its header was cut off or never printed. */
    private final boolean headless;

    PythonFolding(String first, SourceIndex sources) {
        this.sources = sources;
        beginBlock();
        rich = RichTraceback.start(first) >= 0;
        headless = takeFrame(first);
    }

    @Override
    public LineRole take(String line) {
        if (rich && RichTraceback.isPart(line)) {
            return takeBoxLine(line);
        }
        GroupMargin margin = GroupMargin.of(line);
        if (margin.separator()) {
            return takeSeparator(margin);
        }
        String text = margin.text();
        if (text.isBlank()) {
            return LineRole.PART;
        }
        if (text.strip().equals(CAUSE) || text.strip().equals(CONTEXT)) {
            link = text.strip().equals(CAUSE) ? Link.CAUSE : Link.CONTEXT;
            return LineRole.PART;
        }
        if (isHeader(text)) {
            return takeHeader();
        }
        return block.isRaised() ? takeAfterException(text) : takeInBlock(text);
    }

    private LineRole takeBoxLine(String line) {
        if (RichTraceback.start(line) >= 0) {
            return takeHeader();
        }
        box.take(line, block);
        return LineRole.PART;
    }

    private static boolean isHeader(String text) {
        return text.strip().endsWith(PythonFormat.HEADER);
    }

    private LineRole takeSeparator(GroupMargin margin) {
        if (margin.closes()) {
            members--;
        } else if (margin.text().contains("+-+-")) {
            members++;
        }
        separated = !margin.closes();
        if (separated) {
            beginBlock();
        }
        return LineRole.PART;
    }

    /**
     * Takes a header. After a link or at the top of a group's member it continues this trace; any other begins a new
     * one.
     */
    private LineRole takeHeader() {
        if (separated && !block.isRaised() && block.frames.isEmpty()) {
            return LineRole.PART;
        }
        if (link == Link.NONE && members == 0 && (block.isRaised() || !block.frames.isEmpty())) {
            return LineRole.OVER;
        }
        beginBlock();
        return LineRole.PART;
    }

    private void beginBlock() {
        block = new PythonBlock(link, members > 0 && (separated || link != Link.NONE));
        link = Link.NONE;
        messageLines = 0;
        if (blocks.size() < MAX_BLOCKS) {
            blocks.add(block);
        }
    }

    private boolean takeFrame(String text) {
        boolean catching = text.startsWith("> File \"");
        Optional<SourceLocation> place = PythonLine.frame(catching ? "  " + text.substring(2) : text);
        if (catching && place.isPresent()) {
            block.frames.clear(); // Loguru also prints the callers of the function that caught it
        }
        place.ifPresent(block::frame);
        return place.isPresent();
    }

    /** Takes a line between the header and the exception line: a frame, a source line, or the exception line itself. */
    private LineRole takeInBlock(String text) {
        if (takeFrame(text)) {
            return LineRole.PART;
        }
        if (text.startsWith("    ") || text.startsWith("  [Previous line repeated ")) {
            block.addSourceLine(text);
            return LineRole.PART;
        }
        Optional<ExceptionLine> raised = ExceptionLine.of(text)
                .or(() -> headless || block.source.isEmpty() ? Optional.empty() : ExceptionLine.bare(text));
        if (raised.isEmpty()
                || block.frames.isEmpty() && !separated && !raised.get().certain()) {
            return LineRole.FOREIGN;
        }
        block.type = raised.get().type();
        block.message = raised.get().message();
        block.certain = raised.get().certain();
        return LineRole.PART;
    }

    /**
     * Takes a line after the exception line: more of its message, or a note. If the exception line was uncertain and
     * this line fits better, another writer printed the former.
     */
    private LineRole takeAfterException(String text) {
        boolean indented = PythonLine.frame(text).isPresent() || text.startsWith("    ");
        boolean lowerCase = Character.isLowerCase(block.type.charAt(0)) && block.type.indexOf('.') < 0;
        if (!block.certain && indented && messageLines == 0) {
            block.type = "";
            return takeInBlock(text);
        }
        Optional<ExceptionLine> betterMatch = ExceptionLine.of(text);
        if (!block.certain
                && betterMatch.isPresent()
                && (betterMatch.get().certain() || lowerCase)
                && messageLines == 0) {
            block.type = "";
            return takeInBlock(text);
        }
        boolean part = link == Link.NONE && ++messageLines <= MAX_MESSAGE_LINES;
        if (part && messageLines <= MAX_DETAILS) {
            block.details.add(text.strip());
        }
        return part ? LineRole.PART : LineRole.FOREIGN;
    }

    @Override
    public boolean whole() {
        return block.isRaised() && link == Link.NONE;
    }

    @Override
    public Optional<StackTrace> trace() {
        boolean stackDump = headless && blocks.stream().allMatch(b -> !b.isRaised() && b.carets.isEmpty());
        return stackDump || isInterrupted() ? Optional.empty() : new PythonClassifier(blocks, sources).trace();
    }

    /** Returns whether an operator's Ctrl-C raised it. */
    private boolean isInterrupted() {
        return blocks.stream()
                .filter(b -> !b.member)
                .reduce((a, b) -> b)
                .filter(b -> b.type.equals("KeyboardInterrupt"))
                .isPresent();
    }
}
