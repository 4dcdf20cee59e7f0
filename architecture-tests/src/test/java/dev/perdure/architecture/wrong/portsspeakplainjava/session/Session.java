package dev.perdure.architecture.wrong.portsspeakplainjava.session;

public interface Session {}
