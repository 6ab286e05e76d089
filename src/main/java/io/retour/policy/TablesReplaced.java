package io.retour.policy;

/** Other tables are asked from now on. */
public record TablesReplaced() {}
