/**
 * Use cases of budgets: keeping them, looking at them, and waking the turns that wait for one. What
 * a call reserves and comes to is the business of whoever makes it.
 */
@NullMarked
package dev.perdure.engine.budget;

import org.jspecify.annotations.NullMarked;
