/** What the tests of all drivers share: questions, a server that does as told, and the suite. */
@NullMarked
package dev.perdure.llm.rig;

import org.jspecify.annotations.NullMarked;
