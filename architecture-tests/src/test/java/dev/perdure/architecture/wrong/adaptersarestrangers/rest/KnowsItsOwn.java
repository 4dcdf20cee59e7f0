package dev.perdure.architecture.wrong.adaptersarestrangers.rest;

import dev.perdure.architecture.wrong.adaptersarestrangers.rest.sse.Frame;

public interface KnowsItsOwn {
    Frame frame();
}
