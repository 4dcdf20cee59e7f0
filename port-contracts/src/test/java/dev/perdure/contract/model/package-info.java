/** Tests of the checker of model streams. */
@NullMarked
package dev.perdure.contract.model;

import org.jspecify.annotations.NullMarked;
