/** The rules that hold the modules in shape, and the tests that show each rule can fail. */
@NullMarked
package dev.perdure.architecture;

import org.jspecify.annotations.NullMarked;
