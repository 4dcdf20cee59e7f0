/** Tests of stored providers against servers that behave badly. */
@NullMarked
package dev.perdure.llm.stored;

import org.jspecify.annotations.NullMarked;
