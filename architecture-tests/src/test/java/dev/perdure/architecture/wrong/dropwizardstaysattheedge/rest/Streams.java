package dev.perdure.architecture.wrong.dropwizardstaysattheedge.rest;

import jakarta.servlet.Servlet;

public interface Streams {
    Servlet servlet();
}
