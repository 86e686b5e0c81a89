package org.tocsin.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the server listens, and what protects it.
 *
 * @param host a name or address of this machine; {@code 127.0.0.1} unless told otherwise
 * @param port 0 to 65,535; 0: any that is free
 * @param open whether other machines may connect at all: asked for by name, never by accident
 * @param behindProxy a proxy on the way ends TLS and adds {@code X-Forwarded-For}
 * @param tls the server's certificate and key, where it ends TLS itself
 * @throws IllegalArgumentException if other machines could reach it without having been asked for,
 *     or without TLS
 */
public record Listening(
        String host, int port, boolean open, boolean behindProxy, Optional<Tls> tls) {
    /**
     * A certificate with its key.
     *
     * @param keyStore a PKCS #12 file
     */
    public record Tls(Path keyStore, String password) {
        /** Without the password, so that it reaches no log by accident. */
        @Override
        public String toString() {
            return "Tls[" + keyStore + "]";
        }
    }

    public Listening {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "the port is %d, expected 0 to 65535".formatted(port));
        }
        if (!isLoopback(host)) {
            if (!open) {
                throw new IllegalArgumentException(
                        "the address %s can be reached by other machines; that must be asked for (--open)"
                                .formatted(host));
            }
            if (tls.isEmpty() && !behindProxy) {
                throw new IllegalArgumentException(
                        "the address %s would send passwords in clear; give a certificate (--tls) or say that a proxy ends TLS (--behind-proxy)"
                                .formatted(host));
            }
        }
    }

    /** This machine only. */
    public static Listening onLoopback(int port) {
        return new Listening("127.0.0.1", port, false, false, Optional.empty());
    }

    /** Whether browsers speak TLS to it, so that cookies may be bound to that. */
    boolean secure() {
        return tls.isPresent() || behindProxy;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no address " + host, e);
        }
    }
}
