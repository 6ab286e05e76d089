// The fact dictionary and the vocabulary that lie beside the tables. Both keep to the part of YAML that is read here:
// one line for each entry.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const tables = join(import.meta.dirname, '../dmn');

/** The facts of facts.yaml by name, with their types; the variables of journeys are left out. */
export function facts(text = readFileSync(join(tables, 'facts.yaml'), 'utf8')) {
  const found = new Map();
  let section;
  for (const line of text.split('\n')) {
    section = line.match(/^(\w+):\s*$/)?.[1] ?? section;
    const [, name, type] = line.match(/^ {2}(\w+):\s*\{\s*type:\s*(\w+)/) ?? [];
    if (section === 'facts' && name) found.set(name, type);
  }
  return found;
}

/** The words of vocabulary.yaml: output, then the words in which tables may answer. */
export function vocabulary(text = readFileSync(join(tables, 'vocabulary.yaml'), 'utf8')) {
  const found = new Map();
  let words;
  for (const line of text.split('\n')) {
    const output = line.match(/^(\w+):\s*$/)?.[1];
    if (output) found.set(output, words = new Set());
    else words?.add(line.match(/^ {2}"?([A-Z0-9_]+)"?:\s*\S/)?.[1]);
  }
  found.forEach(each => each.delete(undefined));
  return found;
}

/** The one of the known names that is most alike. */
export function nearest(name, known) {
  const [best] = [...known].map(other => [distance(name.toLowerCase(), other.toLowerCase()), other]).sort(([a], [b]) => a - b);
  return best ? `The nearest known name is ${best[1]}.` : 'No name is known.';
}

function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  [...one].forEach((letter, i) => {
    const next = [i + 1];
    [...other].forEach((another, j) => next.push(Math.min(row[j] + (letter === another ? 0 : 1), row[j + 1] + 1, next[j] + 1)));
    row = next;
  });
  return row.at(-1);
}
