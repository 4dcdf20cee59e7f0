/** What every implementation of the log owes: extend {@code EventLogContract} to be held to it. */
@NullMarked
package dev.perdure.contract.log;

import org.jspecify.annotations.NullMarked;
