package io.retour.testengine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/**
 * The JDK's XML parser, which reads an XML schema only once in a JVM.
 *
 * <p>Camunda's readers of diagrams and tables name the schemas of BPMN and of six versions of DMN
 * by their addresses, and the JDK then reads all of them again for each file. Every process test
 * deploys every diagram and table: half of that time went into the schemas.
 *
 * <p>Registered in {@code META-INF/services} of the test sources.
 */
public final class SchemasReadOnce extends DocumentBuilderFactory {

  private static final String SCHEMA_LANGUAGE =
      "http://java.sun.com/xml/jaxp/properties/schemaLanguage";
  private static final String SCHEMA_SOURCE =
      "http://java.sun.com/xml/jaxp/properties/schemaSource";

  private static final Map<List<String>, Schema> BY_ADDRESSES = new ConcurrentHashMap<>();

  private final DocumentBuilderFactory jdk = DocumentBuilderFactory.newDefaultInstance();
  private Object language = "";
  private List<String> addresses = List.of();

  @Override
  public void setAttribute(final String name, final Object value) {
    if (name.equals(SCHEMA_LANGUAGE)) {
      language = value;
    } else if (name.equals(SCHEMA_SOURCE)) {
      addresses =
          value instanceof final Object[] several
              ? Arrays.stream(several).map(String.class::cast).toList()
              : List.of((String) value);
    } else {
      jdk.setAttribute(name, value);
    }
  }

  @Override
  public Object getAttribute(final String name) {
    return jdk.getAttribute(name);
  }

  @Override
  public DocumentBuilder newDocumentBuilder() throws ParserConfigurationException {
    jdk.setNamespaceAware(isNamespaceAware());
    jdk.setIgnoringElementContentWhitespace(isIgnoringElementContentWhitespace());
    jdk.setExpandEntityReferences(isExpandEntityReferences());
    jdk.setIgnoringComments(isIgnoringComments());
    jdk.setCoalescing(isCoalescing());
    if (addresses.isEmpty()) {
      jdk.setValidating(isValidating());
      // who names no schema leaves it to the document, as Spring does
      if (!language.equals("")) {
        jdk.setAttribute(SCHEMA_LANGUAGE, language);
      }
    } else {
      // validating would ask for a DTD besides
      jdk.setValidating(false);
      jdk.setSchema(BY_ADDRESSES.computeIfAbsent(addresses, SchemasReadOnce::read));
    }
    return jdk.newDocumentBuilder();
  }

  private static Schema read(final List<String> addresses) {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(addresses.stream().map(StreamSource::new).toArray(Source[]::new));
    } catch (final SAXException e) {
      throw new IllegalStateException("Not to be read: " + addresses, e);
    }
  }

  @Override
  public void setFeature(final String name, final boolean value)
      throws ParserConfigurationException {
    jdk.setFeature(name, value);
  }

  @Override
  public boolean getFeature(final String name) throws ParserConfigurationException {
    return jdk.getFeature(name);
  }

  @Override
  public void setSchema(final Schema schema) {
    jdk.setSchema(schema);
  }

  @Override
  public Schema getSchema() {
    return jdk.getSchema();
  }

  @Override
  public void setXIncludeAware(final boolean state) {
    jdk.setXIncludeAware(state);
  }

  @Override
  public boolean isXIncludeAware() {
    return jdk.isXIncludeAware();
  }
}
