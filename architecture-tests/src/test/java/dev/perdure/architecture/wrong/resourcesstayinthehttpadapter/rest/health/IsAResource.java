package dev.perdure.architecture.wrong.resourcesstayinthehttpadapter.rest.health;

import jakarta.ws.rs.Path;

@Path("/right")
public interface IsAResource {}
