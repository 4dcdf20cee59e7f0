/** Introduces itself and leaves nulls to chance. */
package dev.perdure.architecture.wrong.everypackageisnullmarked.turn;
