/**
 * The engine in a world where everything goes wrong by seed: several nodes on one thread, on a
 * store in memory, in virtual time. What runs is the engine itself; what is made up is the weather,
 * the network, the models, the tools and the clients. Needs {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED}.
 */
@NullMarked
package dev.perdure.contract.simulation;

import org.jspecify.annotations.NullMarked;
