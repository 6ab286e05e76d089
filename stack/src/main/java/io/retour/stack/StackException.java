package io.retour.stack;

/** A problem that the person at the keyboard can act on; its message is the whole explanation. */
final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StackException(String sentence) {
    super(sentence);
  }
}
