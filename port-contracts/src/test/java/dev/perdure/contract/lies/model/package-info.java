/** Broken model clients, one lie each, before the suite of model clients. */
@NullMarked
package dev.perdure.contract.lies.model;

import org.jspecify.annotations.NullMarked;
