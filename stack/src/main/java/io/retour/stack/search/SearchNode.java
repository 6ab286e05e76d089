package io.retour.stack.search;

import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node in this JVM, until the JVM is told to stop. */
public final class SearchNode {
  private SearchNode() {}

  /** Arguments: data directory, HTTP port, transport port. */
  public static void main(String[] args) throws InterruptedException {
    var runner = new OpenSearchRunner();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
    runner.onBuild(
        (number, settings) -> {
          settings.put("cluster.name", "retour");
          settings.put("discovery.type", "single-node");
          settings.put("network.host", "127.0.0.1");
          settings.put("http.port", args[1]);
          settings.put("transport.port", args[2]);
          // Files that are read rather than mapped: less resident memory for the same small data.
          settings.put("index.store.type", "niofs");
          // A full disk of a laptop must not turn the indices read-only.
          settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
          settings.put("processors", 2);
        });
    runner.build(
        OpenSearchRunner.newConfigs()
            .basePath(args[0])
            .clusterName("retour")
            .numOfNode(1)
            .indexStoreType("niofs")
            .pluginTypes(StateManagementSetting.class.getName())
            .disableESLogger());
    Thread.currentThread().join(); // all of the node's own threads are daemons
  }

  private static void close(OpenSearchRunner runner) {
    try {
      runner.close();
    } catch (Exception e) {
      System.err.println("OpenSearch did not close cleanly: " + e);
    }
  }
}
