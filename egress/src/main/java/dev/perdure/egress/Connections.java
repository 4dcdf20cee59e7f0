package dev.perdure.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections of a client, each to an address and for a name: a call for another address of the
 * same name does not get it. Names are never looked up here. Nothing is repeated, followed, decoded
 * or remembered.
 */
final class Connections implements AutoCloseable {

    /** So long a connection that serves nobody is kept. */
    private static final TimeValue KEPT = TimeValue.ofSeconds(30);

    /** After so long the other side may have closed it: reading for a millisecond tells. */
    private static final TimeValue TRUSTED = TimeValue.ofMilliseconds(500);

    /** What the head of an answer may be. */
    private static final Http1Config HEADS =
            Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(128).build();

    /** Calls are bounded by those who make them. */
    private static final int AT_ONCE_MAX = 100_000;

    private final CloseableHttpClient client;

    private Connections(CloseableHttpClient client) {
        this.client = client;
    }

    static Connections open(EgressConfig config, SSLContext tls) {
        RequestConfig plain =
                RequestConfig.custom()
                        .setProtocolUpgradeEnabled(false)
                        .setRedirectsEnabled(false)
                        .setConnectionKeepAlive(KEPT)
                        .build();
        return new Connections(
                HttpClients.custom()
                        .setConnectionManager(pool(config, tls))
                        .setDefaultRequestConfig(plain)
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableContentCompression()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableConnectionState()
                        .disableDefaultUserAgent()
                        .evictExpiredConnections()
                        .evictIdleConnections(KEPT)
                        .build());
    }

    /**
     * Sends a request over a connection to this address, and returns when an answer begins.
     *
     * @param context of this sending alone
     */
    ClassicHttpResponse send(
            HttpUriRequestBase request,
            Destination destination,
            InetAddress address,
            HttpClientContext context)
            throws IOException {
        HttpHost host =
                new HttpHost(
                        destination.isEncrypted() ? "https" : "http",
                        address,
                        destination.plainHost(),
                        destination.port());
        return client.executeOpen(host, request, context);
    }

    /** Whether a sending came to have a connection, with all that TLS asks for; it writes next. */
    static boolean wereThere(HttpClientContext context) {
        return context.getEndpointDetails() != null;
    }

    /** Cuts every connection. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private static PoolingHttpClientConnectionManager pool(EgressConfig config, SSLContext tls) {
        Timeout connect = Timeout.of(config.connect());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(AT_ONCE_MAX)
                .setMaxConnTotal(AT_ONCE_MAX)
                .setDnsResolver(new NoLookup())
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(HEADS)
                                // Without them it would count no headers.
                                .responseParserFactory(new DefaultHttpResponseParserFactory(HEADS))
                                .build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(0, TimeUnit.MILLISECONDS)
                                .setValidateAfterInactivity(TRUSTED)
                                .build())
                .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setTlsSocketStrategy(
                        ClientTlsStrategyBuilder.create()
                                .setSslContext(tls)
                                .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                                .buildClassic())
                .build();
    }

    /** The addresses are given, having been judged. */
    private static final class NoLookup implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }
    }
}
