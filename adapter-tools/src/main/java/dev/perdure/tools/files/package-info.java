/** The capability that gives an agent the files of its session's workspace. */
@NullMarked
package dev.perdure.tools.files;

import org.jspecify.annotations.NullMarked;
