package com.nae.api.config;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Names what is refused at the moment besides configuration files, such as drop-in jars. A whiteboard service; the
 * status shows them all.
 */
@ConsumerType
public interface RefusalSource {
    List<Refusal> refusals();
}
