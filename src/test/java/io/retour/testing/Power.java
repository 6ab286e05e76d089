package io.retour.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.ClassUtils;

/**
 * The power of the machine: it goes before or after one of the next calls to what lasts, for the
 * thread that asked for it. What hangs on it is made with {@link #feeds}.
 */
public final class Power {

  private static final int FURTHEST = 20;

  private final ThreadLocal<Integer> callsLeft = ThreadLocal.withInitial(() -> Integer.MAX_VALUE);
  private final ThreadLocal<Boolean> before = ThreadLocal.withInitial(() -> false);
  private final AtomicInteger cuts = new AtomicInteger();

  /** Not a fault that anybody could handle. */
  private static final class Cut extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** How often it went so far. */
  public int cuts() {
    return cuts.get();
  }

  /** Does work; within its first calls the power goes, unless the work ends earlier. */
  public void cutWithin(Random random, Runnable work) {
    callsLeft.set(random.nextInt(FURTHEST));
    before.set(random.nextBoolean());
    try {
      work.run();
    } catch (Cut gone) {
      cuts.incrementAndGet();
    } catch (UndeclaredThrowableException wrapped) {
      // the power went while who listens to an event was at work
      if (!(wrapped.getUndeclaredThrowable() instanceof Cut)) {
        throw wrapped;
      }
      cuts.incrementAndGet();
    } finally {
      callsLeft.remove();
    }
  }

  /** The same thing on this power: each call of it can be the last one. */
  public Object feeds(Object thing) {
    return Proxy.newProxyInstance(
        thing.getClass().getClassLoader(),
        ClassUtils.getAllInterfaces(thing),
        (proxy, method, arguments) -> {
          boolean now = callsLeft.get() == 0;
          callsLeft.set(callsLeft.get() - 1);
          if (now && before.get()) {
            throw new Cut();
          }
          try {
            Object result = method.invoke(thing, arguments);
            if (now) {
              throw new Cut();
            }
            return result;
          } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
          }
        });
  }
}
