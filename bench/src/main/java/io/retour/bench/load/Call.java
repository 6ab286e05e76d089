package io.retour.bench.load;

/** What a shopper, a program or a till waits for. */
enum Call {
  LOOK_UP("look-up of the order"),
  ORDER("the order's page"),
  OPTIONS("ways back and amounts"),
  CONFIRM("confirm"),
  STATUS("status"),
  REGISTER("registration through the API"),
  HAND_IN("hand-in at the counter");

  private final String words;

  Call(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
