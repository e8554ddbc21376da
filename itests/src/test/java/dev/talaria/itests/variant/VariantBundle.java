package dev.talaria.itests.variant;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Builds bundles with one {@link VariantTool} each. */
public final class VariantBundle {
    private static final String CLASS = VariantTool.class.getName().replace('.', '/') + ".class";

    private final String name;
    private final String version;
    private final Properties variant = new Properties();
    private String imports = "dev.talaria.api.approval,dev.talaria.api.base,dev.talaria.api.tool,dev.talaria.spi.tool";
    private String exports = "";

    private VariantBundle(String name, String version) {
        this.name = name;
        this.version = version;
        with("tool", name.substring(name.lastIndexOf('.') + 1));
        with("argument", "text");
        with("answer", "answer of " + version);
    }

    /** Its tool has the last part of the name, takes {@code text} and answers with its version. */
    public static VariantBundle of(String name, String version) {
        return new VariantBundle(name, version);
    }

    /**
     * Keys: tool, argument, answer, once, call (block, ignore, hang, spin, heap, exit), activate and deactivate (throw,
     * hang, exit).
     */
    public VariantBundle with(String key, String value) {
        variant.setProperty(key, value);
        return this;
    }

    public VariantBundle importing(String packages) {
        imports += "," + packages;
        return this;
    }

    public VariantBundle exporting(String packages) {
        exports = packages;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            put(jar, "META-INF/MANIFEST.MF", manifest());
            put(jar, "OSGI-INF/tool.xml", component());
            StringWriter text = new StringWriter();
            variant.store(text, null);
            put(jar, "variant.properties", text.toString());
            jar.putNextEntry(new JarEntry(CLASS));
            try (InputStream code = VariantBundle.class.getResourceAsStream("/" + CLASS)) {
                code.transferTo(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private String manifest() {
        return String.join(
                        "\n",
                        "Manifest-Version: 1.0",
                        "Bundle-ManifestVersion: 2",
                        "Bundle-SymbolicName: " + name,
                        "Bundle-Version: " + version,
                        "Service-Component: OSGI-INF/tool.xml",
                        "Import-Package: " + imports.replace(",", ",\n "),
                        exports.isEmpty() ? "Bundle-Name: " + name : "Export-Package: " + exports)
                + "\n";
    }

    private String component() {
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"" + name
                + "\" activate=\"activate\" deactivate=\"deactivate\">"
                + "<implementation class=\"" + VariantTool.class.getName() + "\"/>"
                + "<service><provide interface=\"dev.talaria.spi.tool.Tool\"/></service></scr:component>";
    }

    private static void put(JarOutputStream jar, String entry, String text) throws IOException {
        jar.putNextEntry(new JarEntry(entry));
        jar.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
