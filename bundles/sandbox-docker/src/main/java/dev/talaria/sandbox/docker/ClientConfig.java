package dev.talaria.sandbox.docker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What docker-java asks for beside its transport: how to log in to registries, and JSON. */
record ClientConfig(RegistryAccess access, ObjectMapper mapper) implements DockerClientConfig {
    private static final int CACHED_TYPES = 200;

    ClientConfig(RegistryAccess access) {
        this(access, ownMapper());
    }

    /** As docker-java's own, but with a cache of its own: that of all mappers would keep this bundle's classes. */
    private static ObjectMapper ownMapper() {
        LookupCache<Object, JavaType> types = new LRUMap<>(CACHED_TYPES, CACHED_TYPES);
        return new ObjectMapper()
                .setTypeFactory(TypeFactory.defaultInstance().withCache(types))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    }

    /** docker-java encodes logins and filters with a mapper that no configuration reaches. */
    static void forget() {
        TypeFactory.defaultInstance().clearCache();
    }

    /** The transport knows better. */
    @Override
    public URI getDockerHost() {
        return URI.create("unix:///var/run/docker.sock");
    }

    /** The newest that the daemon speaks. */
    @Override
    public RemoteApiVersion getApiVersion() {
        return RemoteApiVersion.UNKNOWN_VERSION;
    }

    @Override
    public @Nullable AuthConfig effectiveAuthConfig(String image) {
        return access.find(image, mapper);
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
        return new AuthConfigurations();
    }

    @Override
    public ObjectMapper getObjectMapper() {
        return mapper;
    }

    @Override
    public @Nullable String getRegistryUsername() {
        return null;
    }

    @Override
    public @Nullable String getRegistryPassword() {
        return null;
    }

    @Override
    public @Nullable String getRegistryEmail() {
        return null;
    }

    @Override
    public @Nullable String getRegistryUrl() {
        return null;
    }

    @Override
    @SuppressWarnings("deprecation")
    public @Nullable SSLConfig getSSLConfig() {
        return null;
    }
}
