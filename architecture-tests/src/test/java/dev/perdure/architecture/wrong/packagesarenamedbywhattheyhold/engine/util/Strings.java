package dev.perdure.architecture.wrong.packagesarenamedbywhattheyhold.engine.util;

public interface Strings {}
