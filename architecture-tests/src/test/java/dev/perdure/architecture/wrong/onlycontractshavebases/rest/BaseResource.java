package dev.perdure.architecture.wrong.onlycontractshavebases.rest;

public class BaseResource {}
