/** What the tools of this adapter share: parameters described, and arguments read strictly. */
@NullMarked
package dev.perdure.tools.arguments;

import org.jspecify.annotations.NullMarked;
