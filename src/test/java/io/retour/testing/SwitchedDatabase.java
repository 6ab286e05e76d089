package io.retour.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The application's database with a switch: while it is off, nobody gets a connection. */
@TestComponent
public class SwitchedDatabase implements BeanPostProcessor {

  private volatile boolean away;

  /** From now on the database cannot be reached. */
  public void goes() {
    away = true;
  }

  /** And is back, with all it knew. */
  public void comesBack() {
    away = false;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource database ? new Switched(database) : bean;
  }

  private final class Switched extends DelegatingDataSource {

    Switched(DataSource database) {
      super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (away) {
        throw new SQLTransientConnectionException("The database is switched off");
      }
      return super.getConnection();
    }
  }
}
