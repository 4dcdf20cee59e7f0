/**
 * Broken stores, one lie each, and the test that no contract is deaf: every test of the suites is
 * failed by some lie, and every lie is caught by some test.
 */
@NullMarked
package dev.perdure.contract.lies;

import org.jspecify.annotations.NullMarked;
