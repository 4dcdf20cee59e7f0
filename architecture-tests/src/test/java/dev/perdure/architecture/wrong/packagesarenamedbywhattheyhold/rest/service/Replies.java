package dev.perdure.architecture.wrong.packagesarenamedbywhattheyhold.rest.service;

public interface Replies {}
