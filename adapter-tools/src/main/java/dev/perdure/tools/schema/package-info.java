/**
 * Holds calls of tools against their JSON Schemas, whoever wrote those: nothing is fetched for
 * them, and neither their depth nor their patterns cost more than a bound.
 */
@NullMarked
package dev.perdure.tools.schema;

import org.jspecify.annotations.NullMarked;
