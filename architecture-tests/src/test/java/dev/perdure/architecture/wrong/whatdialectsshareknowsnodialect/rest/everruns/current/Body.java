package dev.perdure.architecture.wrong.whatdialectsshareknowsnodialect.rest.everruns.current;

public interface Body {}
