/**
 * The conformance kit: one abstract suite per port, for every adapter of ours and every adapter a
 * user writes; production code never sees this module. This package holds what the suites share;
 * the suites stand in a package per port. To use one, extend it in a test and hand it a fixture.
 */
@NullMarked
package dev.perdure.contract;

import org.jspecify.annotations.NullMarked;
