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

/** Which exception of a traceback decides, and what it says. */
final class PythonClassifier {
    private final List<PythonBlock> blocks;
    private final SourceIndex sources;

    PythonClassifier(List<PythonBlock> blocks, SourceIndex sources) {
        this.blocks = blocks;
        this.sources = sources;
    }

    Optional<StackTrace> trace() {
        List<List<PythonBlock>> chain = chain();
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        PythonBlock reported = chain.get(chain.size() - 1).get(0);
        int deciding = root(chain, true);
        PythonBlock decides = leaf(chain.get(deciding));
        if (!decides.isRaised()) {
            return incomplete(decides, frames(chain, deciding, decides));
        }
        List<Frame> frames = frames(chain, deciding, decides);
        String type = PythonErrorTypes.canonical(reported.isRaised() ? reported.type : decides.type);
        Family family = PythonErrorTypes.family(decides, sources);
        return Optional.of(new StackTrace(
                type,
                PythonErrorTypes.canonical(leaf(chain.get(root(chain, false))).type),
                message(reported, decides),
                family,
                PythonSubject.of(family, decides, texts(chain, deciding, decides, frames), frames),
                frames));
    }

    /**
     * The exceptions of the chain, each with the members of its group behind it; one cut off is left out where others
     * are whole.
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

    /** The first member that is no group itself. */
    private static PythonBlock leaf(List<PythonBlock> exception) {
        return exception.stream()
                .filter(b -> b.isRaised() && !b.isGroup())
                .findFirst()
                .orElse(exception.get(0));
    }

    /**
     * The root cause: the first of the chain, but for a timeout, which is told as cancellation first. With
     * {@code deciding}, the one nearer to the end that was not raised to stand for what came before it: a defect of a
     * handler hides nothing.
     */
    private static int root(List<List<PythonBlock>> chain, boolean deciding) {
        for (int i = chain.size() - 1; i > 0; i--) {
            PythonBlock later = chain.get(i).get(0);
            PythonBlock earlier = chain.get(i - 1).get(0);
            boolean stands = !deciding || later.link == Link.CAUSE || later.replaces(earlier);
            if (!stands || PythonErrorTypes.isCancellation(earlier.type) || toldAgain(chain.get(i), earlier)) {
                return i;
            }
        }
        return 0;
    }

    /** Whether a group tells an exception again, with its causes this time, as 3.13 does. */
    private static boolean toldAgain(List<PythonBlock> group, PythonBlock earlier) {
        return group.stream()
                .anyMatch(m -> m.member
                        && m.link != Link.NONE
                        && m.type.equals(earlier.type)
                        && m.message.equals(earlier.message));
    }

    private static List<Frame> frames(List<List<PythonBlock>> chain, int deciding, PythonBlock decides) {
        List<Frame> frames = new ArrayList<>(reversed(decides.frames));
        for (int i = deciding; i < chain.size(); i++) {
            PythonBlock outer = chain.get(i).get(0);
            if (outer != decides) {
                frames.addAll(reversed(outer.frames));
            }
        }
        return List.copyOf(frames);
    }

    /**
     * What may name an endpoint: what the deciding exception says, then what those that came of it say, then the
     * source.
     */
    private static List<String> texts(
            List<List<PythonBlock>> chain, int deciding, PythonBlock decides, List<Frame> frames) {
        List<String> texts = new ArrayList<>(List.of(decides.message));
        texts.addAll(decides.details);
        chain.subList(deciding, chain.size()).forEach(e -> texts.add(e.get(0).message));
        frames.forEach(f -> texts.add(f.place().source()));
        return texts;
    }

    private static List<Frame> reversed(List<Frame> frames) {
        List<Frame> reversed = new ArrayList<>(frames);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String message(PythonBlock reported, PythonBlock decides) {
        if (decides == reported || reported.isGroup()) {
            return decides.message;
        }
        String told = reported.message.isEmpty() ? reported.type : reported.type + ": " + reported.message;
        return decides.message.isEmpty() ? told : decides.message + " (reported as " + told + ")";
    }

    /** A traceback whose end is missing: the marks below the last line tell a subscript with a literal key. */
    private static Optional<StackTrace> incomplete(PythonBlock block, List<Frame> frames) {
        String key = PythonSubject.subscript(block);
        String type = key.isEmpty() ? "Traceback" : "KeyError";
        Family family = key.isEmpty() ? Family.OTHER : Family.KEY;
        return Optional.of(new StackTrace(
                type, type, "incomplete: the line that names the exception is missing", family, key, frames));
    }
}
