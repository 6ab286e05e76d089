package io.retour.stack.search;

import java.util.List;
import org.opensearch.common.settings.Setting;
import org.opensearch.plugins.Plugin;

/**
 * Knows the one setting of OpenSearch's index state management that Tasklist writes to its indices.
 * The management itself is not here: without this, OpenSearch refuses the setting and Tasklist
 * stops.
 */
public final class StateManagementSetting extends Plugin {
  @Override
  public List<Setting<?>> getSettings() {
    return List.of(
        Setting.simpleString(
            "index.plugins.index_state_management.policy_id",
            Setting.Property.IndexScope,
            Setting.Property.Dynamic));
  }
}
