package com.nae.api.learning;

import com.nae.api.process.InstanceId;
import java.time.Instant;

/**
 * A pre-emptive restart.
 *
 * @param at when it is planned, or was made
 * @param deadline when the resource runs out at the earliest
 * @param state in one word and, behind a colon, why: {@code planned}, {@code waiting: ...}, {@code made},
 *     {@code helped}, {@code no help}, {@code dropped: ...}
 */
public record PreemptiveRestart(InstanceId instance, Instant at, Instant deadline, String reason, String state) {}
