package dev.talaria.sandbox.docker;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    /** With a cache of its own: that of all mappers would keep docker-java's classes when this bundle is gone. */
    private static ObjectMapper ownMapper() {
        ObjectMapper mapper = DockerClientConfig.getDefaultObjectMapper().copy();
        LookupCache<Object, JavaType> types = new LRUMap<>(CACHED_TYPES, CACHED_TYPES);
        return mapper.setTypeFactory(TypeFactory.defaultInstance().withCache(types));
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
