/**
 * What participants say: messages made of sealed content parts. Users may send the narrower family
 * of input parts.
 */
@NullMarked
package dev.perdure.message;

import org.jspecify.annotations.NullMarked;
