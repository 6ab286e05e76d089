package io.retour.journey.web;

import static io.retour.testing.TestTokens.as;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.testing.WebTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@WebTest
class DeploymentApiTest {

  @Autowired MockMvc http;

  private ResultActions deploys(String role, String body) throws Exception {
    return http.perform(
        post("/api/v1/deployments")
            .with(as("olivia", role))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  @Test
  void onlyAProcessOwnerDeploys() throws Exception {
    deploys("agent", "{\"files\": {\"a.bpmn\": \"<a/>\"}}").andExpect(status().isForbidden());
    deploys("integrator", "{\"files\": {\"a.bpmn\": \"<a/>\"}}").andExpect(status().isForbidden());
  }

  @Test
  void namesTheFilesThatAreMissing() throws Exception {
    deploys("process-owner", "{\"files\": {\"settlement.bpmn\": \"<a/>\"}}")
        .andExpect(status().is4xxClientError())
        .andExpect(jsonPath("$.code").value("files-missing"));
    deploys("process-owner", "{\"files\": {}}").andExpect(status().isUnprocessableEntity());
  }

  @Test
  void saysWhichSetCounts() throws Exception {
    http.perform(get("/api/v1/deployments/current").with(as("olivia", "process-owner")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.packaged").value(true))
        .andExpect(jsonPath("$.by").value("application"));
  }
}
