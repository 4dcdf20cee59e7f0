/**
 * What strangers look for in files and among their names, matched in time that grows with the text
 * alone.
 */
@NullMarked
package dev.perdure.engine.file.pattern;

import org.jspecify.annotations.NullMarked;
