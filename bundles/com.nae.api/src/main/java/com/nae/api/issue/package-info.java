/**
 * Failures found in output, and the stack formats that detect them. The version stays below 1.0 until the API is
 * settled: a minor version may break callers.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.12.0")
package com.nae.api.issue;
