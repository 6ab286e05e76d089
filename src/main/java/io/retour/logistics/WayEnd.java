package io.retour.logistics;

/** What became of a way back that was to end without its goods. */
public enum WayEnd {
  /** Nothing was seen of them: the return has ended, not the right. */
  EXPIRED,
  /** They are on their way, or here: it goes on. */
  UNDER_WAY
}
