package dev.perdure.architecture.wrong.packagesarenamedbywhattheyhold.service.wiring;

public interface Graph {}
