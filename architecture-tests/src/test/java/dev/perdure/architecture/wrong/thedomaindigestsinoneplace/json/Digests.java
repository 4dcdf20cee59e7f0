package dev.perdure.architecture.wrong.thedomaindigestsinoneplace.json;

import java.security.MessageDigest;

public interface Digests {
    MessageDigest digest();
}
