package dev.perdure.architecture.wrong.resourcesstayinthehttpadapter.service;

import jakarta.ws.rs.Path;

@Path("/wrong")
public interface IsAResource {}
