package io.retour.bench.journeys;

import io.retour.bench.journeys.Recording.Cue;
import io.retour.bench.journeys.Recording.Message;
import io.retour.bench.journeys.Recording.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One return played from a recording, with ids of its own. A task that the return comes to twice
 * gets what it got the second time, and a message comes when all is done that was done before it in
 * the recording. Told earlier, a message could end what the real return went through: the refund
 * clock stops at once when it hears that the money is settled.
 */
final class Playback {

  private final Recording recording;
  private final String returnId;
  private final Map<Long, Integer> times = new HashMap<>();
  private final Map<Task, Integer> begun = new HashMap<>();
  private final Map<Task, Integer> done = new HashMap<>();
  private final Set<Long> finished = new HashSet<>();
  private int told;

  Playback(Recording recording, String returnId) {
    this.recording = recording;
    this.returnId = returnId;
  }

  /** What a worker gives back; the same when the engine hands the same job out again. */
  synchronized String answer(long jobKey, Task task) {
    int time = times.computeIfAbsent(jobKey, key -> begun.merge(task, 1, Integer::sum) - 1);
    return recording.answer(task, time, returnId);
  }

  /** The messages that are due when this job is done. */
  synchronized List<Message> done(long jobKey, Task task) {
    if (finished.add(jobKey)) {
      done.merge(task, 1, Integer::sum);
    }
    List<Message> due = new ArrayList<>();
    List<Cue> cues = recording.cues();
    while (told < cues.size() && isDue(cues.get(told))) {
      due.add(recording.renewed(cues.get(told).message(), returnId));
      told++;
    }
    return due;
  }

  private boolean isDue(Cue cue) {
    return cue.after().entrySet().stream()
        .allMatch(before -> done.getOrDefault(before.getKey(), 0) >= before.getValue());
  }
}
