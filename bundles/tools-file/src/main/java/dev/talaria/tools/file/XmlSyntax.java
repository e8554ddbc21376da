package dev.talaria.tools.file;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Well-formed XML. Nothing that it names is opened: entities may point to files and hosts, or grow without end. */
final class XmlSyntax {
    private XmlSyntax() {}

    static String outcome(String text) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not opened");
        });
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
            while (reader.hasNext()) {
                reader.next();
            }
            return "syntax ok (XML)";
        } catch (XMLStreamException e) {
            if (text.contains("<!DOCTYPE")) {
                return "syntax not checked (XML with a DOCTYPE)";
            }
            String message = String.valueOf(e.getMessage()).replaceAll("(?s).*\nMessage: ", "");
            return "syntax error (XML): line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNumber()) + ": "
                    + message.replace('\n', ' ');
        }
    }
}
