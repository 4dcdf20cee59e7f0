/** What the written pages promise about the code, held to it. */
@NullMarked
package dev.perdure.architecture.documents;

import org.jspecify.annotations.NullMarked;
