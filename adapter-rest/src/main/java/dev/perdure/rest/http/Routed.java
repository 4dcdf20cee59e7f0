package dev.perdure.rest.http;

import java.util.List;

/** Says which routes it serves; for filters, whose routes no annotation tells. */
public interface Routed {

    List<Route> routes();
}
