/** The API about data of persons, and the audit of who opens what. */
@NullMarked
package io.retour.privacy.web;

import org.jspecify.annotations.NullMarked;
