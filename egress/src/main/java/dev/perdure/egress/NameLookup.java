package dev.perdure.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Who knows what addresses a name stands for. Blocks, for as long as it takes. */
@FunctionalInterface
public interface NameLookup {

    /** The lookup of the platform. */
    NameLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** At least one address, those to be tried first in front. */
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
