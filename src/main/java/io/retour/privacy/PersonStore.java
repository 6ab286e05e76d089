package io.retour.privacy;

import io.retour.privacy.PersonalData.Column;
import io.retour.privacy.PersonalData.Kind;
import io.retour.privacy.PersonalData.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what is kept of persons, and takes it away. */
public interface PersonStore {

  /**
   * Something that a person has.
   *
   * @param number as staff call it
   * @param orderId the order it belongs to; absent for a statement whose contract is not known
   * @param since when its time began: its end, its delivery, its receipt
   */
  record Subject(
      Kind kind, UUID id, String number, @Nullable UUID orderId, @Nullable Instant since) {}

  /** How far a rule has come: the last one that it went through. */
  record Mark(Instant until, UUID lastId, Instant beganAt) {}

  /**
   * All that the person with this mail address has at this brand. A return of a gift is of who
   * returns it.
   */
  List<Subject> ofPerson(String brand, String email);

  /** Which of them are still there, as they are now. */
  List<Subject> known(Kind kind, Collection<UUID> ids);

  /** What still holds these orders up, by order. */
  Map<UUID, Set<Hindrance>> hindrances(Collection<UUID> orderIds, Instant now);

  /** Holds these orders until the commit, so that nothing begins about them meanwhile. */
  void lock(Collection<UUID> orderIds);

  /** Which of these returns are of gifts. */
  Set<UUID> gifts(Collection<UUID> returnIds);

  /**
   * Rows of a table that belong to these, every column of them but those of staff.
   *
   * @param gift whether they go to who got a gift, who is not told of the purchase
   */
  List<Map<String, Object>> rows(Table table, Kind kind, Collection<UUID> ids, boolean gift);

  /**
   * Ends columns of a table in the rows that belong to these. What has ended already stays.
   *
   * @return how many rows were changed or deleted
   */
  int end(Table table, List<Column> columns, Kind kind, Collection<UUID> ids);

  /** Forgets kept answers to API calls that name one of these words. */
  void forgetAnswers(Collection<String> words);

  /**
   * Lets a rule begin that never ran. In a transaction of its own: it may wait for another copy
   * that does the same.
   */
  void begin(String rule, Instant now);

  /** How far a rule has come; empty while another copy is at it. Holds it until the commit. */
  Optional<Mark> hold(String rule);

  void mark(String rule, Mark mark);

  /** The next ones of which the time began before then, oldest first. */
  List<Subject> next(Kind kind, Mark after, Instant before, int most);

  /** The country of each of these orders. */
  Map<UUID, String> countries(Collection<UUID> orderIds);

  // erasures that wait

  void open(UUID erasureId, String brand, String actor, Instant at);

  /** Adds something that has to go, and why it does not yet; nothing when it waits already. */
  void add(UUID erasureId, Subject subject, @Nullable Hindrance why, @Nullable Instant notBefore);

  /** Where these wait already. */
  Set<UUID> waiting(Collection<UUID> subjectIds);

  /** What of erasures waits and may go by then, the longest due first. */
  List<Waiting> due(Instant now, int most);

  /**
   * Holds something that waits until the commit.
   *
   * @return whether it still waits, and no other copy is at it
   */
  boolean take(Waiting waiting);

  /** Something that an erasure still has to do. */
  record Waiting(UUID erasureId, Kind kind, UUID subjectId) {}

  void waits(Waiting waiting, Hindrance why, Instant notBefore);

  /** It is looked at again then, whatever it waits for. */
  void putOff(Waiting waiting, Instant notBefore);

  void done(Waiting waiting, Instant at);

  /** Closes erasures of which nothing waits any more. */
  void close(Instant at);
}
