package com.nae.api.issue;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How the stack traces of one language look. A whiteboard service: a bundle that publishes one teaches detection
 * another language while it runs. Called on the detecting thread alone; stateless, what it remembers is in its
 * {@link TraceFolding}s. Lines are hostile text, cut to a bounded length, free of control characters but the tab.
 */
@ConsumerType
public interface StackFormat {
    /** One word, unique, stable: {@code python}. */
    String language();

    /**
     * Texts of which every line that begins a trace holds one: ASCII, four characters or more, in any case; {@code \n}
     * in front stands for the beginning of a line. They steer the byte scan, so a line without any of them is never
     * decoded.
     */
    List<String> triggers();

    /**
     * Where in a line the first line of a trace begins, behind what a transport put before it; -1 where none begins.
     */
    int start(String line);

    /**
     * Begins a trace.
     *
     * @param before up to eight lines before it of the same writer, the transport's prefix removed, oldest first
     * @param first its first line, from {@link #start} on; {@link TraceFolding#take} is not called for it
     */
    TraceFolding fold(List<String> before, String first, SourceIndex sources);
}
