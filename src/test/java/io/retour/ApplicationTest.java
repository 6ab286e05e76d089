package io.retour;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.returns.Returns;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class ApplicationTest {

  @Autowired Returns returns;

  @Test
  void startsOnAnEmptyDatabase() {
    assertThat(returns).isNotNull();
  }
}
