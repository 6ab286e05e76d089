package io.retour.policy.dmn;

import java.util.Map;

/**
 * What the law demands of one table: a line of {@code dmn/floor.yaml}.
 *
 * @param decision which table is asked
 * @param given what is so: a FEEL test for each fact, as a cell holds it
 * @param demand what must hold then, in FEEL, on the facts and on {@code answer}
 * @param law the provision and what it says
 */
record StatutoryRight(
    String id, String decision, Map<String, String> given, String demand, String law) {}
