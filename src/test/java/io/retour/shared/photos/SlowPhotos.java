package io.retour.shared.photos;

import io.retour.testing.Photos;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Photos that are being drawn for as long as a test wants. */
public final class SlowPhotos {

  /** What a test does in the meantime. */
  public interface Meanwhile {
    void run() throws Exception;
  }

  private SlowPhotos() {}

  /** Afterwards the photos come to their end, which has to be a good one. */
  public static void whileDrawing(int photos, PhotoCleaner cleaner, Meanwhile test)
      throws Exception {
    CountDownLatch begun = new CountDownLatch(photos);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> drawn = new ArrayList<>();
      for (int i = 0; i < photos; i++) {
        drawn.add(senders.submit(() -> cleaner.clean(() -> slow(begun, goOn), "photo")));
      }
      begun.await();
      try {
        test.run();
      } finally {
        goOn.countDown();
      }
      for (Future<byte[]> each : drawn) {
        each.get();
      }
    }
  }

  private static InputStream slow(CountDownLatch begun, CountDownLatch goOn)
      throws InterruptedIOException {
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException stopped) {
      throw new InterruptedIOException();
    }
    return new ByteArrayInputStream(Photos.picture("jpg", 10, 10));
  }
}
