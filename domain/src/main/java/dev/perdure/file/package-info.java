/**
 * Files as an agent knows them: paths that lead nowhere but into a workspace, what is known of a
 * file without its content, and the workspaces that hold them.
 */
@NullMarked
package dev.perdure.file;

import org.jspecify.annotations.NullMarked;
