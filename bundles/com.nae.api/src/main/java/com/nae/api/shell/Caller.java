package com.nae.api.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/** Who called, and whether they still listen. */
@ProviderType
public interface Caller {
    /** The user's name, for what is written down. */
    String name();

    /** Relative paths in the arguments start here. */
    Path directory();

    /** Whether the caller has gone away; a command that goes on by itself ends then. */
    boolean gone();

    /**
     * Waits for a key, for {@link #wake()}, for the caller to go away, or until the time is over; the key where there
     * was one.
     */
    OptionalInt await(Duration atMost);

    /** Ends an {@link #await} from another thread; one that is not begun yet ends at once. */
    void wake();
}
