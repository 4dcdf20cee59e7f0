/** The API as a document, held against what a server answers. */
@NullMarked
package dev.perdure.rest.documentation;

import org.jspecify.annotations.NullMarked;
