/**
 * What can be asked of the providers of models that an organisation keeps, and how their keys are
 * sealed. A key is open for as long as a client is made of it, and never leaves in an answer.
 */
@NullMarked
package dev.perdure.engine.provider;

import org.jspecify.annotations.NullMarked;
