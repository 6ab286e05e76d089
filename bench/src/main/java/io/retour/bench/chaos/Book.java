package io.retour.bench.chaos;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What Retour confirmed to those outside: each entry was answered with a 2xx. */
final class Book {

  /**
   * @param number what people call it
   */
  record Registered(String returnId, String number, Script.Way way) {}

  /** A scan as the carrier told it. */
  record Told(String trackingNumber, String status) {}

  /** What the warehouse saw of a piece. */
  record Graded(String unitId, String returnId, String grade) {}

  private final Map<String, Registered> returns = new ConcurrentHashMap<>();
  private final Map<String, String> cancelled = new ConcurrentHashMap<>();
  private final Map<String, String> statements = new ConcurrentHashMap<>();
  private final Map<String, String> handIns = new ConcurrentHashMap<>();
  private final Queue<Told> scans = new ConcurrentLinkedQueue<>();
  private final Queue<Graded> grades = new ConcurrentLinkedQueue<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
  private final Queue<String> inVain = new ConcurrentLinkedQueue<>();

  void registered(Registered one) {
    returns.put(one.returnId(), one);
  }

  void cancelled(String returnId) {
    cancelled.put(returnId, returnId);
  }

  void stated(String statementId) {
    statements.put(statementId, statementId);
  }

  void handedIn(String handInId) {
    handIns.put(handInId, handInId);
  }

  void told(Told scan) {
    scans.add(scan);
  }

  void graded(Graded grade) {
    grades.add(grade);
  }

  /** A clear no, which is nothing that could get lost. */
  void refused(String what) {
    refused.add(what);
  }

  void unanswered(String what) {
    unanswered.add(what);
  }

  /** Somebody looked for it until the patience was over. */
  void waitedInVain(String what) {
    inVain.add(what);
  }

  Map<String, Registered> returns() {
    return Map.copyOf(returns);
  }

  List<String> cancellations() {
    return List.copyOf(cancelled.keySet());
  }

  List<String> statements() {
    return List.copyOf(statements.keySet());
  }

  List<String> handIns() {
    return List.copyOf(handIns.keySet());
  }

  List<Told> scans() {
    return List.copyOf(scans);
  }

  List<Graded> grades() {
    return List.copyOf(grades);
  }

  List<String> refusals() {
    return List.copyOf(refused);
  }

  List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  List<String> waitsInVain() {
    return List.copyOf(inVain);
  }
}
