/**
 * Tools that read the web: a page as text a model can use, fenced as what somebody else wrote. Who
 * may be asked is the client's policy, narrowed down by the settings of the use.
 */
@NullMarked
package dev.perdure.tools.web;

import org.jspecify.annotations.NullMarked;
