package io.retour.testengine;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Process;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names in a BPMN model by element id: records do not carry them, the REST API does.
 *
 * <p>Every test deploys the same models again, so each is read only once in a JVM.
 */
final class BpmnNames {

  private static final Map<String, Map<String, String>> BY_XML = new ConcurrentHashMap<>();

  private BpmnNames() {}

  static Map<String, String> of(final String xml) {
    return BY_XML.computeIfAbsent(xml, BpmnNames::read);
  }

  private static Map<String, String> read(final String xml) {
    final var model =
        Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    final var names = new HashMap<String, String>();
    model.getModelElementsByType(Process.class).forEach(p -> names.put(p.getId(), p.getName()));
    model.getModelElementsByType(FlowNode.class).forEach(n -> names.put(n.getId(), n.getName()));
    names.values().removeIf(name -> name == null || name.isEmpty());
    return names;
  }
}
