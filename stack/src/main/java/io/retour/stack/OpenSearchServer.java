package io.retour.stack;

import io.retour.stack.search.SearchNode;
import java.util.List;
import java.util.Map;

/** OpenSearch, which serves Operate and Tasklist only. */
final class OpenSearchServer implements Component {
  private final Settings settings;

  OpenSearchServer(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "opensearch";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.OPENSEARCH, Port.OPENSEARCH_TRANSPORT);
  }

  @Override
  public String address() {
    return settings.publicUrl(Port.OPENSEARCH);
  }

  @Override
  public int memoryInMegabytes() {
    return 650;
  }

  @Override
  public Launch launch() {
    var command =
        JavaCommand.withHeap(384)
            .quickStart()
            .main(
                SearchNode.class,
                settings.data(name()),
                settings.data(name()).resolve("node").toString(),
                Integer.toString(settings.port(Port.OPENSEARCH)),
                Integer.toString(settings.port(Port.OPENSEARCH_TRANSPORT)));
    return Launch.of(command, Map.of()).givingWay();
  }

  @Override
  public boolean isReady() {
    return Probe.answersOk(settings.localUrl(Port.OPENSEARCH) + "/_cluster/health", "\"status\"");
  }
}
