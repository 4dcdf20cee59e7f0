/** Every driver by the name that configurations have for what its servers are. */
@NullMarked
package dev.perdure.llm.drivers;

import org.jspecify.annotations.NullMarked;
