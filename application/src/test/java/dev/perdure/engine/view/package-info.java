/** What the folds that every caller starts from promise. */
@NullMarked
package dev.perdure.engine.view;

import org.jspecify.annotations.NullMarked;
