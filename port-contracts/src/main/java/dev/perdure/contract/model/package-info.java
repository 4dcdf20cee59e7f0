/**
 * What every implementation of a model client owes: extend {@code ModelClientContract} to be held
 * to it.
 */
@NullMarked
package dev.perdure.contract.model;

import org.jspecify.annotations.NullMarked;
