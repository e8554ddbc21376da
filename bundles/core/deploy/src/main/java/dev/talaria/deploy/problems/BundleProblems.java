package dev.talaria.deploy.problems;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The bundles that should work and do not. Each problem is also logged once, as a warning, when it appears. */
@ProviderType
public interface BundleProblems {
    /** What is wrong now; empty if all is well. */
    List<BundleProblem> list();
}
