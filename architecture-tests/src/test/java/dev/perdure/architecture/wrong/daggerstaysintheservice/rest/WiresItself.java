package dev.perdure.architecture.wrong.daggerstaysintheservice.rest;

import dagger.Module;

@Module
public interface WiresItself {}
