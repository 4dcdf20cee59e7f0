/**
 * The conformance kit: what every implementation of a port owes, as abstract JUnit suites. Adapter
 * authors subclass them; production code never sees this module.
 */
@NullMarked
package dev.perdure.contract;

import org.jspecify.annotations.NullMarked;
