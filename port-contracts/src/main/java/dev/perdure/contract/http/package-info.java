/**
 * A provider on loopback that behaves as badly as a test needs: adapters that speak HTTP are held
 * to their contracts against it. It writes bytes, so that it can break every rule of the protocol.
 */
@NullMarked
package dev.perdure.contract.http;

import org.jspecify.annotations.NullMarked;
