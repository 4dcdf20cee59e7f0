/** Nodes in bad weather: networks, disks, clocks and records that are not as they should be. */
@NullMarked
package dev.perdure.persistence.weather;

import org.jspecify.annotations.NullMarked;
