package io.retour.desk;

import io.retour.shared.Brands;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for a person; reads across modules, changes nothing. */
public interface WorkQueue {

  /** What a task is about. */
  enum About {
    RETURN,
    CLAIM,
    WITHDRAWAL,
    PARCEL
  }

  /**
   * One task.
   *
   * @param task what it is called, as in Tasklist
   * @param group who may answer it
   * @param address of its case file, without its beginning {@code /desk/}
   * @param number what people call the case by
   * @param brand absent for a parcel that nobody knows the shop of
   * @param dueAt its time limit; absent when it has none
   */
  record Waiting(
      String task,
      String group,
      About about,
      String address,
      String number,
      @Nullable String brand,
      Instant openedAt,
      @Nullable Instant dueAt) {}

  /** Of everything that waits, how much is of this kind and brand. */
  record Share(String task, @Nullable String brand, int waiting, int overdue) {}

  /**
   * The most urgent first: what is overdue, then by time limit, then by age.
   *
   * @param of of these brands only; what nobody knows the brand of is for those of every brand
   * @param task its kind, or empty for all
   * @param brand or empty for all
   */
  List<Waiting> waiting(Brands of, String task, String brand, int skip, int most);

  /** Of these brands only, as above. */
  List<Share> shares(Brands of, Instant now);
}
