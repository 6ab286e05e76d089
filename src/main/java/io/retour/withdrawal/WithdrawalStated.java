package io.retour.withdrawal;

import java.util.UUID;

/** A consumer stated a withdrawal; its journey is to start. Published within the transaction. */
public record WithdrawalStated(UUID statementId, String brand) {}
