/**
 * What the drivers of all wires share: accounts, one call and its failures, and the bounds of its
 * silence. A driver adds how its wire puts a question and how an answer is read, and knows no other
 * driver.
 */
@NullMarked
package dev.perdure.llm.provider;

import org.jspecify.annotations.NullMarked;
