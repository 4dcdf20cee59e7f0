/** Tests of the profiles that come with the program. */
@NullMarked
package dev.perdure.llm.profile;

import org.jspecify.annotations.NullMarked;
