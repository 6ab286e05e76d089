package io.retour.testengine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.zeebe.model.bpmn.Bpmn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.xml.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.xml.XmlBeanDefinitionReader;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/** Reading a schema once must not change what is read, nor let through what it forbids. */
class SchemasReadOnceTest {

  private static final String BPMN = "BPMN20.xsd";
  private static final String DMN = "org/camunda/bpm/model/dmn/schema/DMN13.xsd";

  static Stream<Path> files() throws IOException {
    try (Stream<Path> bpmn = Files.list(Path.of("bpmn"));
        Stream<Path> dmn = Files.list(Path.of("dmn"))) {
      return Stream.concat(bpmn, dmn)
          .filter(file -> file.toString().matches(".*\\.(bpmn|dmn)"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsAFileAsTheJdkDoes(final Path file) throws Exception {
    final String schema = file.toString().endsWith(".bpmn") ? BPMN : DMN;

    assertThat(
            read(DocumentBuilderFactory.newInstance(), schema, file)
                .isEqualNode(read(DocumentBuilderFactory.newDefaultInstance(), schema, file)))
        .isTrue();
  }

  private static Document read(
      final DocumentBuilderFactory factory, final String schema, final Path file) throws Exception {
    factory.setNamespaceAware(true);
    factory.setValidating(true);
    factory.setAttribute(
        "http://java.sun.com/xml/jaxp/properties/schemaLanguage",
        "http://www.w3.org/2001/XMLSchema");
    factory.setAttribute(
        "http://java.sun.com/xml/jaxp/properties/schemaSource",
        Bpmn.class.getClassLoader().getResource(schema).toString());
    final DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(new Strict());
    return builder.parse(file.toFile());
  }

  @Test
  void refusesADiagramThatBreaksItsSchema() throws IOException {
    final String broken =
        Files.readString(Path.of("bpmn", "return-journey.bpmn"))
            .replaceFirst("targetNamespace=\"[^\"]*\"", "");

    assertThatThrownBy(() -> Bpmn.readModelFromStream(stream(broken)))
        .isInstanceOf(ModelException.class)
        .hasStackTraceContaining("targetNamespace");
  }

  @Test
  void refusesATableThatBreaksItsSchema() throws IOException {
    final String broken =
        Files.readString(Path.of("dmn", "routing.dmn"))
            .replace("<inputExpression", "<inputExpresion")
            .replace("</inputExpression", "</inputExpresion");

    assertThatThrownBy(() -> Dmn.readModelFromStream(stream(broken)))
        .isInstanceOf(ModelException.class)
        .hasStackTraceContaining("inputExpresion");
  }

  @Test
  void leavesItToADocumentToNameItsSchema() {
    final var beans = new DefaultListableBeanFactory();

    new XmlBeanDefinitionReader(beans)
        .loadBeanDefinitions("org/springframework/jdbc/support/sql-error-codes.xml");

    assertThat(beans.containsBeanDefinition("MySQL")).isTrue();
  }

  private static ByteArrayInputStream stream(final String xml) {
    return new ByteArrayInputStream(xml.getBytes(UTF_8));
  }

  private static final class Strict implements ErrorHandler {

    @Override
    public void warning(final SAXParseException said) {
      // what the parser only remarks changes nothing
    }

    @Override
    public void error(final SAXParseException said) throws SAXParseException {
      throw said;
    }

    @Override
    public void fatalError(final SAXParseException said) throws SAXParseException {
      throw said;
    }
  }
}
