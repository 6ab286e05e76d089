// House rules for the processes that bpmnlint does not know: one convention of ids, a label on everything that needs one,
// flows that neither cross each other nor run through a shape, bindings by deployment, jobs with retries.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

const folder = join(import.meta.dirname, '../bpmn');
const prefixes = [
  [/Task$/, 'Task_'], [/CallActivity$|SubProcess$/, 'Activity_'], [/Gateway$/, 'Gateway_'], [/Event$/, 'Event_'], [/SequenceFlow$/, 'Flow_'],
  [/Message$/, 'Msg_'], [/^bpmn:Error$/, 'Err_'], [/EventDefinition$/, 'EventDefinition_']
];
const problems = [];

for (const file of readdirSync(folder).filter(name => name.endsWith('.bpmn')).sort()) {
  const complain = text => problems.push(`${file}: ${text}`);
  const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(readFileSync(join(folder, file), 'utf8'));
  warnings.forEach(({ message }) => complain(message));

  const [process, another] = rootElement.rootElements.filter(({ $type }) => $type === 'bpmn:Process');
  if (another) complain('holds more than one process');
  if (process.id !== basename(file, '.bpmn')) complain(`file name and process id ${process.id} differ`);

  const elements = [];
  const collect = scope => scope.flowElements.forEach(element => {
    elements.push(element);
    if (element.flowElements) collect(element);
  });
  collect(process);

  const definitions = elements.flatMap(element => element.eventDefinitions ?? []);
  for (const element of [...elements, ...definitions, ...rootElement.rootElements.filter(root => root !== process)]) {
    const prefix = prefixes.find(([type]) => type.test(element.$type))?.[1];
    if (prefix && !element.id.startsWith(prefix)) complain(`${element.id} should begin with ${prefix}`);
    if (/_[0-9a-z]{7}$/.test(element.id) && /\d/.test(element.id.slice(-7))) complain(`${element.id} is a generated id`);
  }

  for (const element of elements) {
    const splits = element.outgoing?.length > 1;
    if (element.$type === 'bpmn:ExclusiveGateway') {
      if (splits && !element.name?.endsWith('?')) complain(`${element.id}: ask a question`);
      if (!splits && element.name) complain(`${element.id}: a join needs no name`);
      if (splits) element.outgoing.filter(flow => !flow.name).forEach(flow => complain(`${flow.id}: name the answer`));
    } else if (/Task$|Event$|Activity$|SubProcess$/.test(element.$type) && !element.name) complain(`${element.id} has no label`);
    if (/\b(handle|process|manage)\b/i.test(element.name ?? '') || /[A-Z]/.test((element.name ?? '').replace(/\b[A-Z]{2,}\b/g, 'a').slice(1))) {
      complain(`"${element.name}": sentence case, and a verb that says what is done`);
    }

    for (const value of element.extensionElements?.values ?? []) {
      if (/zeebe:(CalledDecision|CalledElement|FormDefinition)/.test(value.$type) && value.bindingType !== 'deployment') complain(`${element.id}: bind by deployment`);
      if (value.$type === 'zeebe:CalledElement' && (value.propagateAllChildVariables !== false || value.propagateAllParentVariables !== false)) complain(`${element.id}: name the variables that go in and out`);
      if (value.$type === 'zeebe:TaskDefinition' && !value.retries) complain(`${element.id}: say how often to retry`);
    }
    if (element.$type === 'bpmn:UserTask' && !element.extensionElements.values.some(value =>
      value.listeners?.some(listener => listener.eventType === 'start' && listener.type === 'open-task'))) complain(`${element.id}: put it in the queue (listener open-task)`);
    if (element.$type === 'bpmn:UserTask' && !element.extensionElements.values.some(value =>
      value.listeners?.some(listener => listener.eventType === 'end' && listener.type === 'record-answer'))) complain(`${element.id}: keep the answer (listener record-answer)`);
    if (element.$type === 'bpmn:BusinessRuleTask' && !element.extensionElements.values.some(value =>
      value.listeners?.some(listener => listener.eventType === 'end' && listener.type === 'record-decision'))) complain(`${element.id}: keep the decision (listener record-decision)`);
  }

  const drawn = rootElement.diagrams[0].plane.planeElement;
  const shapes = drawn.filter(({ $type }) => $type === 'bpmndi:BPMNShape');
  elements.filter(element => !drawn.some(({ bpmnElement }) => bpmnElement === element)).forEach(({ id }) => complain(`${id} is not drawn`));
  const lines = drawn.filter(({ $type }) => $type === 'bpmndi:BPMNEdge').flatMap(({ bpmnElement, waypoint }) =>
    waypoint.slice(1).map((to, i) => ({ flow: bpmnElement, from: waypoint[i], to })));

  lines.forEach(({ flow, from, to }, i) => {
    if (from.x !== to.x && from.y !== to.y) complain(`${flow.id} runs askew`);
    for (const other of lines.slice(i + 1)) {
      if (other.flow !== flow && cross({ from, to }, other) && !branch({ flow, from, to }, other)) complain(`${flow.id} and ${other.flow.id} cross`);
    }
    for (const { bounds, bpmnElement } of shapes) {
      if (bpmnElement.flowElements || [flow.sourceRef, flow.targetRef].includes(bpmnElement)) continue;
      if ([flow.sourceRef, flow.targetRef].some(end => end.attachedToRef === bpmnElement)) continue;
      const box = grow(bounds, -1);
      if (touches(box, { from, to })) complain(`${flow.id} runs through ${bpmnElement.id}`);
    }
  });
}

problems.forEach(problem => console.error(problem));
console.log(problems.length ? `${problems.length} problems` : 'diagrams: house rules kept');
process.exit(problems.length ? 1 : 0);

function range(a, b) { return [Math.min(a, b), Math.max(a, b)]; }
function grow({ x, y, width, height }, by) { return { x: [x - by, x + width + by], y: [y - by, y + height + by] }; }
function touches(box, { from, to }) {
  const [left, right] = range(from.x, to.x), [top, bottom] = range(from.y, to.y);
  return left < box.x[1] && right > box.x[0] && top < box.y[1] && bottom > box.y[0];
}
/** Flows out of one shape, or into one, may share a trunk that the one leaves before the other. */
function branch(a, b) {
  const on = (line, { x, y }) => touches({ x: [x - 1, x + 1], y: [y - 1, y + 1] }, line);
  const related = a.flow.sourceRef === b.flow.sourceRef || a.flow.targetRef === b.flow.targetRef;
  return related && ([a.from, a.to].some(end => on(b, end)) || [b.from, b.to].some(end => on(a, end)));
}
/** Do two upright or level lines meet, other than where both end in the same shape? */
function cross(a, b) {
  const [al, ar] = range(a.from.x, a.to.x), [at, ab] = range(a.from.y, a.to.y);
  const [bl, br] = range(b.from.x, b.to.x), [bt, bb] = range(b.from.y, b.to.y);
  return al <= br && bl <= ar && at <= bb && bt <= ab;
}
