package com.nae.api.healing;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a healer may look at: the files below the declared sources of one instance, its interpreter, the names of its
 * variables. Paths are relative to the definition's directory, with {@code /}; links that lead out of the sources are
 * not there.
 */
@ProviderType
public interface Workspace {
    InstanceId instance();

    ProcessDefinition definition();

    /** All files below the sources, at most some thousands, in order; caches, environments and dot-folders left out. */
    List<String> files();

    /**
     * The bytes of a file below the sources, or empty where there is none, it lies outside, or it is larger than 8 MB.
     */
    Optional<byte[]> read(String path);

    /**
     * The path below the sources of a file as a worker printed it (absolute, relative or a bare name); empty where it
     * lies outside or is ambiguous.
     */
    Optional<String> resolve(String printed);

    /** The names of the variables the instance gets. */
    Set<String> environmentNames();

    /** The value of a variable; empty where it is unset or its name is one of a secret. */
    Optional<String> environment(String name);

    /** Asks the interpreter of the instance; empty where no inspector knows its language. */
    Optional<SourceInspector> inspector();
}
