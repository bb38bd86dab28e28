package com.nae.api.issue;

import org.osgi.annotation.versioning.ProviderType;

/** What detection may know of a worker's own sources. Answers are bounded in time; a doubt is a no. */
@ProviderType
public interface SourceIndex {
    /**
     * Sources nothing is known of: every file that a language does not call foreign counts as own, no name is defined.
     */
    SourceIndex UNKNOWN = new SourceIndex() {
        @Override
        public boolean holds(String file) {
            return true;
        }

        @Override
        public boolean defines(String name) {
            return false;
        }
    };

    /** Whether a file, as a trace names it, lies below the declared sources. */
    boolean holds(String file);

    /**
     * The path of a file below the directory of the worker, whichever mode's copy a trace names; as it was printed
     * where it lies elsewhere.
     */
    default String relative(String file) {
        return file;
    }

    /** Whether some source file defines a name at its top level. */
    boolean defines(String name);
}
