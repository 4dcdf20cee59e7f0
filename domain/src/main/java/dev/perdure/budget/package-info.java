/**
 * What may be spent on models, by whom and in which time. A budget is reserved from before a call
 * and settled after it, so that it holds however many calls are under way. The functions here are
 * pure; stores run them under their locks.
 */
@NullMarked
package dev.perdure.budget;

import org.jspecify.annotations.NullMarked;
