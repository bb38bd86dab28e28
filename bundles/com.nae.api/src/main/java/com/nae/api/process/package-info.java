/**
 * Supervised processes: their definitions, states, output and commands. The version stays below 1.0 until the API is
 * settled: a minor version may break callers.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.13.0")
package com.nae.api.process;
