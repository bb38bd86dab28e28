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

/** A Python traceback in the making: its chain of exceptions, groups among them. */
final class PythonFolding implements TraceFolding {
    static final String CAUSE = "The above exception was the direct cause of the following exception:";
    static final String CONTEXT = "During handling of the above exception, another exception occurred:";
    private static final int BLOCKS = 64;
    private static final int MESSAGE_LINES = 32;
    private static final int DETAILS = 4;

    private final SourceIndex sources;
    private final List<PythonBlock> blocks = new ArrayList<>();
    private PythonBlock block;
    private Link link = Link.NONE;
    private int members;
    private boolean separated;
    private int messageLines;
    private final boolean drawn;
    private final RichTraceback box = new RichTraceback();
    /** Whether it began with a frame, its header cut off or none at all. */
    private final boolean headless;

    PythonFolding(String first, SourceIndex sources) {
        this.sources = sources;
        begin();
        drawn = RichTraceback.start(first) >= 0;
        headless = frame(first);
    }

    @Override
    public LineRole take(String line) {
        if (drawn && RichTraceback.isPart(line)) {
            return boxed(line);
        }
        GroupMargin margin = GroupMargin.of(line);
        if (margin.separator()) {
            return separator(margin);
        }
        String text = margin.text();
        if (text.isBlank()) {
            return LineRole.PART;
        }
        if (text.strip().equals(CAUSE) || text.strip().equals(CONTEXT)) {
            link = text.strip().equals(CAUSE) ? Link.CAUSE : Link.CONTEXT;
            return LineRole.PART;
        }
        if (header(text)) {
            return another();
        }
        return block.isRaised() ? behind(text) : inside(text);
    }

    private LineRole boxed(String line) {
        if (RichTraceback.start(line) >= 0) {
            return another();
        }
        box.take(line, block);
        return LineRole.PART;
    }

    private static boolean header(String text) {
        return text.strip().endsWith(PythonFormat.HEADER);
    }

    private LineRole separator(GroupMargin margin) {
        if (margin.closes()) {
            members--;
        } else if (margin.text().contains("+-+-")) {
            members++;
        }
        separated = !margin.closes();
        if (separated) {
            begin();
        }
        return LineRole.PART;
    }

    /** A header behind a link or at the top of a group's member goes on with this trace; any other begins a new one. */
    private LineRole another() {
        if (separated && !block.isRaised() && block.frames.isEmpty()) {
            return LineRole.PART;
        }
        if (link == Link.NONE && members == 0 && (block.isRaised() || !block.frames.isEmpty())) {
            return LineRole.OVER;
        }
        begin();
        return LineRole.PART;
    }

    private void begin() {
        block = new PythonBlock(link, members > 0 && (separated || link != Link.NONE));
        link = Link.NONE;
        messageLines = 0;
        if (blocks.size() < BLOCKS) {
            blocks.add(block);
        }
    }

    private boolean frame(String text) {
        boolean caughtHere = text.startsWith("> File \"");
        Optional<SourceLocation> place = PythonLine.frame(caughtHere ? "  " + text.substring(2) : text);
        if (caughtHere && place.isPresent()) {
            block.frames.clear(); // Loguru tells the callers of the function that caught it as well
        }
        place.ifPresent(block::frame);
        return place.isPresent();
    }

    private LineRole inside(String text) {
        if (frame(text)) {
            return LineRole.PART;
        }
        if (text.startsWith("    ") || text.startsWith("  [Previous line repeated ")) {
            block.addSourceLine(text);
            return LineRole.PART;
        }
        Optional<ExceptionLine> raised = ExceptionLine.of(text)
                .or(() -> headless || block.source.isEmpty() ? Optional.empty() : ExceptionLine.bare(text));
        if (raised.isEmpty()
                || block.frames.isEmpty() && !separated && !raised.get().sure()) {
            return LineRole.FOREIGN;
        }
        block.type = raised.get().type();
        block.message = raised.get().message();
        block.sure = raised.get().sure();
        return LineRole.PART;
    }

    /** Behind the exception line: more of its message and notes, unless the line taken for it was another writer's. */
    private LineRole behind(String text) {
        boolean more = PythonLine.frame(text).isPresent() || text.startsWith("    ");
        boolean small = Character.isLowerCase(block.type.charAt(0)) && block.type.indexOf('.') < 0;
        if (!block.sure && more && messageLines == 0) {
            block.type = "";
            return inside(text);
        }
        Optional<ExceptionLine> better = ExceptionLine.of(text);
        if (!block.sure && better.isPresent() && (better.get().sure() || small) && messageLines == 0) {
            block.type = "";
            return inside(text);
        }
        boolean part = link == Link.NONE && ++messageLines <= MESSAGE_LINES;
        if (part && messageLines <= DETAILS) {
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
        boolean dump = headless && blocks.stream().allMatch(b -> !b.isRaised() && b.marks.isEmpty());
        return dump || interrupted() ? Optional.empty() : new PythonClassifier(blocks, sources).trace();
    }

    /** A person's Ctrl-C. */
    private boolean interrupted() {
        return blocks.stream()
                .filter(b -> !b.member)
                .reduce((a, b) -> b)
                .filter(b -> b.type.equals("KeyboardInterrupt"))
                .isPresent();
    }
}
