/** The stored forms, held against files that must never change. */
@NullMarked
package dev.perdure.persistence.codec;

import org.jspecify.annotations.NullMarked;
