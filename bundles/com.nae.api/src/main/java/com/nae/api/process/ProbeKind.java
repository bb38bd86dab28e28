package com.nae.api.process;

/** What a probe tells, in Kubernetes' words. */
public enum ProbeKind {
    /** Whether dependents may use it. */
    READINESS,
    /** Whether it still works; a failure restarts it. */
    LIVENESS
}
