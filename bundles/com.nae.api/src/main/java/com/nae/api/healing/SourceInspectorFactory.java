package com.nae.api.healing;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens the inspector of one language for a workspace. A whiteboard service. */
@ConsumerType
public interface SourceInspectorFactory {
    /** An inspector for the instance's interpreter, or empty where its command is of another language. */
    Optional<SourceInspector> open(Workspace workspace);
}
