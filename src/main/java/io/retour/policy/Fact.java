package io.retour.policy;

/**
 * One entry of the fact dictionary {@code dmn/facts.yaml}: what a table looks at.
 *
 * @param name the name of the tables' input, of the process variable and in {@link ReturnFacts}
 * @param type string, number, boolean, list or context
 * @param unit what its value counts or which words it takes
 * @param meaning one sentence
 * @param from the job, message, form, table or class that sets it
 */
public record Fact(String name, String type, String unit, String meaning, String from) {}
