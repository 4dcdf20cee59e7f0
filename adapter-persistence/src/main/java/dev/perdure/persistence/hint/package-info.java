/**
 * Hints between the nodes of one database: which streams moved, and that work may be due. A hint
 * says where to look and nothing else; whoever acts on hints also polls, because any of them may be
 * lost.
 */
@NullMarked
package dev.perdure.persistence.hint;

import org.jspecify.annotations.NullMarked;
