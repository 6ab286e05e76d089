// Checks the forms that agents fill in: shape and keys, FEEL that parses, a link to the case file, help and limits on
// every field that decides something, and that each form is the one that a user task asks for.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseExpression } from 'feelin';

const root = join(import.meta.dirname, '..');
const inputs = ['textfield', 'textarea', 'number', 'checkbox', 'radio', 'select', 'checklist', 'datetime'];
// in Tasklist on a screen of 1280 px a form is 640 px wide, and a column at least 120
const mostColumns = 3;
const known = [...inputs, 'text', 'table', 'group', 'separator', 'spacer'];
const problems = [];

const processes = readdirSync(join(root, 'bpmn')).filter(name => name.endsWith('.bpmn')).map(name => readFileSync(join(root, 'bpmn', name), 'utf8')).join('');
const wanted = new Set([...processes.matchAll(/formId="([^"]+)"/g)].map(([, id]) => id));

for (const file of readdirSync(join(root, 'forms')).filter(name => name.endsWith('.form')).sort()) {
  const complain = text => problems.push(`${file}: ${text}`);
  const source = readFileSync(join(root, 'forms', file), 'utf8');
  const form = JSON.parse(source);
  if (form.id !== basename(file, '.form')) complain(`file name and id ${form.id} differ`);
  if (form.type !== 'default' || form.schemaVersion !== 16 || form.executionPlatform !== 'Camunda Cloud' || form.executionPlatformVersion !== '8.6.0') complain('must be a form of schema version 16 for Camunda Cloud 8.6.0');
  if (!wanted.delete(form.id)) complain('no user task asks for it');
  if (!source.includes('{{caseFileUrl}}')) complain('has no link to the case file');

  const components = flatten(form.components);
  const seen = new Set();
  for (const component of components) {
    const { id, key, type, label, validate = {} } = component;
    if (!known.includes(type)) complain(`${id} is a ${type}, which the forms do not use`);
    for (const name of [id, key && `key ${key}`].filter(Boolean)) {
      if (seen.has(name)) complain(`${name} is used twice`);
      seen.add(name);
    }
    for (const text of expressions(component)) {
      if (hasError(parseExpression(text))) complain(`${id}: cannot read the expression ${text}`);
    }
    if (component.columns?.length > mostColumns) complain(`${id}: more than ${mostColumns} columns are cut off on a small screen`);
    if (!inputs.includes(type)) continue;
    if (!/^[a-z][A-Za-z0-9]*$/.test(key ?? '')) complain(`${id}: key ${key} is not in camelCase`);
    if (!label) complain(`${id} has no label`);
    if (/^text/.test(type) && !validate.maxLength) complain(`${id}: limit the length`);
    if (type === 'number' && (validate.min === undefined || component.decimalDigits === undefined)) complain(`${id}: say the least value and the number of decimals`);
    if (!component.description && type !== 'checklist') complain(`${id} has no help text`);
  }
}
wanted.forEach(id => problems.push(`forms/${id}.form is missing: a user task asks for it`));

problems.forEach(problem => console.error(problem));
console.log(problems.length ? `${problems.length} problems` : 'forms: house rules kept');
process.exit(problems.length ? 1 : 0);

function flatten(components) {
  return components.flatMap(component => [component, ...flatten(component.components ?? [])]);
}

function* expressions(value) {
  if (typeof value === 'string' && value.startsWith('=')) yield value.slice(1);
  else if (typeof value === 'string') for (const [, text] of value.matchAll(/{{([^}]+)}}/g)) yield text;
  else if (value && typeof value === 'object' && !Array.isArray(value)) for (const part of Object.values(value)) yield* expressions(part);
}

function hasError(tree) {
  let error = false;
  tree.iterate({ enter: node => { if (node.type.isError) error = true; } });
  return error;
}
