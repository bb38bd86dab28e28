package com.nae.issues.format;

import com.nae.api.issue.Family;
import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackTrace;
import com.nae.api.issue.StackTrace.Frame;
import com.nae.issues.format.PythonBlock.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The classification of a Python traceback: which exception of the chain determines family and subject. */
final class PythonClassifier {
    private final List<PythonBlock> blocks;
    private final SourceIndex sources;

    PythonClassifier(List<PythonBlock> blocks, SourceIndex sources) {
        this.blocks = blocks;
        this.sources = sources;
    }

    /** Returns the classified trace; empty if the traceback has no exception. */
    Optional<StackTrace> trace() {
        List<List<PythonBlock>> chain = chain();
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        PythonBlock reported = chain.get(chain.size() - 1).get(0);
        int decisiveIndex = root(chain, true);
        PythonBlock decisive = firstLeaf(chain.get(decisiveIndex));
        if (!decisive.isRaised()) {
            return incomplete(decisive, frames(chain, decisiveIndex, decisive));
        }
        List<Frame> frames = frames(chain, decisiveIndex, decisive);
        String type = PythonErrorTypes.canonical(reported.isRaised() ? reported.type : decisive.type);
        Family family = PythonErrorTypes.family(decisive, sources);
        return Optional.of(new StackTrace(
                type,
                PythonErrorTypes.canonical(firstLeaf(chain.get(root(chain, false))).type),
                message(reported, decisive),
                family,
                PythonSubject.of(family, decisive, texts(chain, decisiveIndex, decisive, frames), frames),
                frames));
    }

    /**
     * Returns the exceptions of the chain, each followed by the members of its group. A last one that is cut off is
     * left out if others are complete.
     */
    private List<List<PythonBlock>> chain() {
        List<List<PythonBlock>> chain = new ArrayList<>();
        for (PythonBlock block : blocks) {
            boolean known = block.isRaised() || !block.frames.isEmpty();
            if (known && block.member && !chain.isEmpty()) {
                chain.get(chain.size() - 1).add(block);
            } else if (known) {
                chain.add(new ArrayList<>(List.of(block)));
            }
        }
        if (chain.size() > 1 && !chain.get(chain.size() - 1).get(0).isRaised()) {
            chain.remove(chain.size() - 1);
        }
        return chain;
    }

    /** Returns the first member of a group that is no group itself. */
    private static PythonBlock firstLeaf(List<PythonBlock> exception) {
        return exception.stream()
                .filter(b -> b.isRaised() && !b.isGroup())
                .findFirst()
                .orElse(exception.get(0));
    }

    /**
     * Returns the index of the root cause: the first of the chain. A timeout is an exception, as Python raises it from
     * a cancellation.
     *
     * @param stopAtDefect whether to stop at an exception that was not raised to replace the earlier one: it is a
     *     defect of the handler, which the earlier one must not hide
     */
    private static int root(List<List<PythonBlock>> chain, boolean stopAtDefect) {
        for (int i = chain.size() - 1; i > 0; i--) {
            PythonBlock later = chain.get(i).get(0);
            PythonBlock earlier = chain.get(i - 1).get(0);
            boolean replacement = !stopAtDefect || later.link == Link.CAUSE || later.replaces(earlier);
            if (!replacement || PythonErrorTypes.isCancellation(earlier.type) || isRepeated(chain.get(i), earlier)) {
                return i;
            }
        }
        return 0;
    }

    /** Returns whether a group repeats an exception with its causes, as Python 3.13 prints it. */
    private static boolean isRepeated(List<PythonBlock> group, PythonBlock earlier) {
        return group.stream()
                .anyMatch(m -> m.member
                        && m.link != Link.NONE
                        && m.type.equals(earlier.type)
                        && m.message.equals(earlier.message));
    }

    private static List<Frame> frames(List<List<PythonBlock>> chain, int decisiveIndex, PythonBlock decisive) {
        List<Frame> frames = new ArrayList<>(reversed(decisive.frames));
        for (int i = decisiveIndex; i < chain.size(); i++) {
            PythonBlock outer = chain.get(i).get(0);
            if (outer != decisive) {
                frames.addAll(reversed(outer.frames));
            }
        }
        return List.copyOf(frames);
    }

    /**
     * Returns the texts that may name an endpoint: the message of the decisive exception, then those of the exceptions
     * that followed from it, then source lines.
     */
    private static List<String> texts(
            List<List<PythonBlock>> chain, int decisiveIndex, PythonBlock decisive, List<Frame> frames) {
        List<String> texts = new ArrayList<>(List.of(decisive.message));
        texts.addAll(decisive.details);
        chain.subList(decisiveIndex, chain.size()).forEach(e -> texts.add(e.get(0).message));
        frames.forEach(f -> texts.add(f.place().source()));
        return texts;
    }

    private static List<Frame> reversed(List<Frame> frames) {
        List<Frame> reversed = new ArrayList<>(frames);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String message(PythonBlock reported, PythonBlock decisive) {
        if (decisive == reported || reported.isGroup()) {
            return decisive.message;
        }
        String reportedText = reported.message.isEmpty() ? reported.type : reported.type + ": " + reported.message;
        return decisive.message.isEmpty() ? reportedText : decisive.message + " (reported as " + reportedText + ")";
    }

    /**
     * Classifies a traceback whose last line is missing. The carets below the last source line may show a subscript
     * with a literal key.
     */
    private static Optional<StackTrace> incomplete(PythonBlock block, List<Frame> frames) {
        String key = PythonSubject.subscriptKey(block);
        String type = key.isEmpty() ? "Traceback" : "KeyError";
        Family family = key.isEmpty() ? Family.OTHER : Family.KEY;
        return Optional.of(new StackTrace(
                type, type, "incomplete: the line that names the exception is missing", family, key, frames));
    }
}
