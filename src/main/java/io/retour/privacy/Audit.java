package io.retour.privacy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who of staff saw or did what, append-only; nothing of a shopper is in it. */
public interface Audit {

  /**
   * @param about the number of a return or claim, or the id of something else
   * @param detail what should be known besides, nothing of a shopper
   */
  record Entry(long id, Instant at, String who, Act act, String about, String detail) {}

  void note(String who, Act act, String about, String detail);

  /** Who saw or did something with this, the newest first. */
  List<Entry> about(String about, int most);

  /**
   * @param who a user name; empty for everybody
   * @param about a number or id; empty for everything
   * @param before only what came before this entry
   */
  List<Entry> find(String who, String about, @Nullable Long before, int most);
}
