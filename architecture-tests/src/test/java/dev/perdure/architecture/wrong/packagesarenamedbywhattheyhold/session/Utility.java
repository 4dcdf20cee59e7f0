package dev.perdure.architecture.wrong.packagesarenamedbywhattheyhold.session;

public interface Utility {}
