/**
 * Repairs: healers that propose, the coordinator that acts, and the change log. The version stays below 1.0 until the
 * API is settled: a minor version may break callers.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.11.0")
package com.nae.api.healing;
