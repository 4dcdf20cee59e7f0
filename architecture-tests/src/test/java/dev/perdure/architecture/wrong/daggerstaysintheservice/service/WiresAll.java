package dev.perdure.architecture.wrong.daggerstaysintheservice.service;

import dagger.Module;

@Module
public interface WiresAll {}
