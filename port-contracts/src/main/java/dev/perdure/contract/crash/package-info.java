/**
 * The crash matrix: what clients do, scenario by scenario, each played once for every call that the
 * engine makes to the outside and every way that call can go wrong. The node stops before it or
 * after it, or the store goes away, with the call undone or only its answer lost. What the log says
 * afterwards has to be a whole story. For every storage: extend {@link
 * dev.perdure.contract.crash.CrashContract}.
 */
@NullMarked
package dev.perdure.contract.crash;

import org.jspecify.annotations.NullMarked;
