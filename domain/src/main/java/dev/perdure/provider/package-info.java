/**
 * Providers of models as an organisation keeps them: where they are, what they offer, and the
 * sealed key. Nothing here knows what any of them speaks, or calls one.
 */
@NullMarked
package dev.perdure.provider;

import org.jspecify.annotations.NullMarked;
