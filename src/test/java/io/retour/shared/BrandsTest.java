package io.retour.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrandsTest {

  /** What has no brand yet, such as a parcel that nobody knows, has a blank one. */
  @Test
  void aBlankNameIsNoBrand() {
    assertThat(Brands.of(List.of("", " "))).isEqualTo(Brands.NONE);
    assertThat(Brands.of(List.of("", "lumen")).include("")).isFalse();
    assertThat(Brands.of(List.of("", "lumen")).include("lumen")).isTrue();
    assertThat(new Brands(false, Set.of("")).include("")).isFalse();
  }
}
