/**
 * Tools that somebody describes instead of writing: a request with places for arguments, or the
 * operations of an OpenAPI document. An argument of a model fills its place and cannot leave it.
 */
@NullMarked
package dev.perdure.tools.http;

import org.jspecify.annotations.NullMarked;
