/**
 * Sub-agents: sessions that work on a task for another session. Setting one up, looking at it,
 * stopping it, and the tools by which an agent does so.
 */
@NullMarked
package dev.perdure.engine.delegation;

import org.jspecify.annotations.NullMarked;
