package io.retour.privacy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A page or a call that shows a shopper's data, or does something with them: who used it is written
 * down when it was answered. Put it on the method that answers.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {

  Act value();

  /** The part of the address that names what it is about; none when it has no such part. */
  String about() default "";
}
