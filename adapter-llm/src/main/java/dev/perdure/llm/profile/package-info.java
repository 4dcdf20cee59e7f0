/** What is known of models that others offer: a file of facts, and how a model is found in it. */
@NullMarked
package dev.perdure.llm.profile;

import org.jspecify.annotations.NullMarked;
