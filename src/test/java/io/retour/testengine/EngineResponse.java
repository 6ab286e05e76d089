package io.retour.testengine;

import io.camunda.zeebe.msgpack.UnpackedObject;
import org.agrona.concurrent.UnsafeBuffer;

/** What the engine answered to a command: the key and the record it wrote. */
record EngineResponse(long key, byte[] value) {

  /** Reads the answer into an empty record of the type the command promises. */
  <T extends UnpackedObject> T as(final T record) {
    record.wrap(new UnsafeBuffer(value));
    return record;
  }
}
