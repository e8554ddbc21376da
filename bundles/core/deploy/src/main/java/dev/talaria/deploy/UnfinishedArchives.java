package dev.talaria.deploy;

import java.io.File;
import java.net.URL;
import org.apache.felix.fileinstall.ArtifactListener;
import org.apache.felix.fileinstall.ArtifactUrlTransformer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps FileInstall from installing half a file: claims archives that are not whole and makes nothing of them.
 * FileInstall looks again when the file changes.
 */
@Component(
        service = {ArtifactListener.class, ArtifactUrlTransformer.class},
        property = Constants.SERVICE_RANKING + ":Integer=1000")
public final class UnfinishedArchives implements ArtifactUrlTransformer {

    @Override
    public boolean canHandle(File artifact) {
        return artifact.isFile() && Archive.isNamedSo(artifact.toPath()) && !Archive.isWhole(artifact.toPath());
    }

    @Override
    public @Nullable URL transform(URL artifact) {
        return null;
    }
}
