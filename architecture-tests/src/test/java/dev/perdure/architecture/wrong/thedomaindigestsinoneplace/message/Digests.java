package dev.perdure.architecture.wrong.thedomaindigestsinoneplace.message;

import java.security.MessageDigest;

public interface Digests {
    MessageDigest digest();
}
