/**
 * The ports of files and of the workspaces that hold them, and what every store of files judges
 * alike: which writes fit what is there.
 */
@NullMarked
package dev.perdure.engine.file;

import org.jspecify.annotations.NullMarked;
