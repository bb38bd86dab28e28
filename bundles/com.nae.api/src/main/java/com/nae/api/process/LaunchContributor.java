package com.nae.api.process;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Adds variables to one start of a program, such as the hook of a tracing agent. It is asked for the program of an
 * instance alone, not for probes, proofs and other commands that run as the program does. A whiteboard service.
 */
@ConsumerType
public interface LaunchContributor {
    /**
     * Variables that are set for this start, on top of all others. It is called on the supervisor's thread: return at
     * once. What it throws is logged, and the program starts without them.
     *
     * @param base all variables of the start so far
     */
    Map<String, String> environment(InstanceId id, ProcessDefinition definition, Map<String, String> base);
}
