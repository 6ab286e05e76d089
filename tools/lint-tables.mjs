// Looks at every decision table as its rules would be hit: takes each value that a cell speaks of, one value around
// each border and one that no cell names, combines them all, and asks each rule. A UNIQUE table must answer every
// combination by exactly one rule, a FIRST table by at least one; no rule may be out of reach. Besides: every rule has
// an id of its own and an annotation, every word that it answers is in dmn/vocabulary.yaml, and every input is a fact of
// dmn/facts.yaml. Each problem names the rule by its number and id, and the facts that show it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DmnModdle } from 'dmn-moddle';
import { unaryTest } from 'feelin';
import { facts, nearest, tables as packaged, vocabulary } from './dictionary.mjs';

export async function decisionTables(folder = packaged) {
  const tables = [];
  for (const file of readdirSync(folder).filter(name => name.endsWith('.dmn')).sort()) {
    const { rootElement } = await new DmnModdle().fromXML(readFileSync(join(folder, file), 'utf8'));
    for (const decision of rootElement.drgElement) {
      const logic = decision.decisionLogic;
      if (logic?.$type !== 'dmn:DecisionTable') continue;
      tables.push({
        file, id: decision.id, hitPolicy: logic.hitPolicy ?? 'UNIQUE',
        inputs: logic.input.map(({ label, inputExpression }, i) => ({
          label, type: inputExpression.typeRef, expression: inputExpression.text,
          // the variable that feeds the column: the expression itself, or the first name in it
          name: /^\w+$/.test(inputExpression.text) ? inputExpression.text : inputExpression.text.match(/\b(?!if\b)[a-z]\w+/)[0],
          vocabulary: logic.input[i].inputValues?.text,
          cells: logic.rule.map(rule => rule.inputEntry[i].text)
        })),
        outputs: logic.output.map(({ name, typeRef, outputValues }) => ({ name, type: typeRef, values: outputValues && words(outputValues.text) })),
        decisions: rootElement.drgElement.map(other => other.id),
        rules: logic.rule.map(rule => ({ id: rule.id, description: rule.description,
          tests: rule.inputEntry.map(entry => entry.text), results: rule.outputEntry.map(entry => entry.text) }))
      });
    }
  }
  return tables;
}

const words = text => (text.match(/"[^"]*"/g) ?? []).map(word => word.slice(1, -1));

/** The values that can make a difference in one column; a column with a "not" speaks of words outside its vocabulary too. */
export function samples({ type, cells, vocabulary }) {
  const text = cells.join(' ');
  if (type === 'boolean') return [true, false];
  if (type === 'number') {
    const borders = [...new Set((text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number))];
    return [...new Set(borders.flatMap(border => [border - 1, border, border + 0.5, border + 1]).concat(borders.length ? [] : [0]))];
  }
  return [...new Set(words(`${text} ${vocabulary ?? ''}`)), ...(!vocabulary || text.includes('not(') ? ['SOMETHING_ELSE'] : [])];
}

/** All combinations, leaving out values that no rule tells apart. */
export function* combinations({ inputs, rules }) {
  const columns = inputs.map((input, i) => {
    const seen = new Map();
    for (const value of samples(input)) {
      const answers = rules.map(rule => Number(hits(rule.tests[i], value))).join('');
      if (!seen.has(answers)) seen.set(answers, value);
    }
    return [...seen.values()];
  });
  const index = columns.map(() => 0);
  while (index[0] < columns[0].length) {
    yield columns.map((column, i) => column[index[i]]);
    let i = index.length - 1;
    while (++index[i] >= columns[i].length && i > 0) index[i--] = 0;
  }
}

const known = new Map();
export function hits(test, value) {
  if (!test || test === '-') return true;
  const key = `${test}|${JSON.stringify(value)}`;
  if (!known.has(key)) {
    const answer = unaryTest(test, { '?': value });
    known.set(key, (answer && typeof answer === 'object' && 'value' in answer ? answer.value : answer) === true);
  }
  return known.get(key);
}

export const matching = (table, values) => table.rules.filter(rule => rule.tests.every((test, i) => hits(test, values[i])));

const number = (table, rule) => `rule ${table.rules.indexOf(rule) + 1} (${rule.id})`;
const example = (table, values) => table.inputs.map(({ name }, i) => `${name}=${values[i]}`).join(', ');

/** What is wrong with the answers of one table's rules. */
function answers(table, known) {
  const problems = [];
  for (const rule of table.rules) {
    rule.results.forEach((result, i) => {
      const { name, type, values } = table.outputs[i];
      if (type !== 'string') return;
      if (!/^"[A-Z0-9_]+"$/.test(result)) {
        problems.push(`${number(table, rule)} answers ${result || 'nothing'} as ${name}, where a quoted constant belongs`);
        return;
      }
      const word = result.slice(1, -1);
      const counterExample = values && !values.includes(word) ? `. The output's own list of values does not have it: ${values.join(', ')}` : '';
      if (!known.get(name)?.has(word)) {
        problems.push(`${number(table, rule)} answers ${result} as ${name}, a word outside the vocabulary. ${nearest(word, known.get(name) ?? values ?? [])} `
          + `If it is new, add this line to dmn/vocabulary.yaml under ${name}:\n  ${word}: "What it means."${counterExample}`);
      } else if (counterExample) {
        problems.push(`${number(table, rule)} answers ${result} as ${name}${counterExample}`);
      }
    });
  }
  return problems;
}

/** Gaps, overlaps and rules that no facts reach. */
function reach(table) {
  const problems = [];
  const reported = new Set();
  const reached = new Set();
  const hidden = new Map();
  let count = 0;
  // a rule that is only out of reach by its own cells needs no combination
  const cells = table.hitPolicy !== 'UNIQUE' && table.hitPolicy !== 'FIRST';
  if (cells) table.rules.filter(rule => rule.tests.every((test, i) => samples(table.inputs[i]).some(value => hits(test, value)))).forEach(rule => reached.add(rule));
  for (const values of cells ? [] : combinations(table)) {
    count++;
    const matched = matching(table, values);
    const first = table.hitPolicy === 'FIRST' ? matched.slice(0, 1) : matched;
    first.forEach(rule => reached.add(rule));
    matched.slice(first.length).forEach(rule => hidden.has(rule) || hidden.set(rule, { by: matched[0], values }));
    const answered = table.hitPolicy === 'UNIQUE' ? matched.length === 1 : matched.length > 0;
    const who = matched.map(rule => number(table, rule)).join(' and ');
    if (answered || reported.has(who)) continue;
    reported.add(who);
    problems.push(`${who ? `${who} both apply` : 'no rule applies'} when ${example(table, values)}`);
  }
  for (const rule of table.rules.filter(each => !reached.has(each))) {
    const first = hidden.get(rule);
    problems.push(`${number(table, rule)} is out of reach: ` + (first
      ? `${number(table, first.by)} stands before it and answers too, for instance when ${example(table, first.values)}`
      : `no facts fit its cells ${rule.tests.map((test, i) => test && test !== '-' ? `${table.inputs[i].name} ${test}` : '').filter(Boolean).join(', ')}`));
  }
  return { problems, count };
}

/** Everything that is wrong with these tables, each sentence with the file and the table in front. */
export function problemsOf(all, { known = vocabulary(), dictionary = facts() } = {}) {
  const ids = new Set();
  const problems = [];
  const counts = [];
  for (const table of all) {
    const where = `${table.file} (${table.id})`;
    const complain = text => problems.push(`${where}: ${text}`);
    for (const { name, expression, type } of table.inputs) {
      if (expression !== name || table.decisions?.includes(name)) continue;
      if (!dictionary.has(name)) complain(`input ${name} is not in dmn/facts.yaml. ${nearest(name, dictionary.keys())}`);
      else if (dictionary.get(name) !== type) complain(`input ${name} is taken for a ${type}, dmn/facts.yaml says ${dictionary.get(name)}`);
    }
    for (const rule of table.rules) {
      if (ids.has(rule.id)) complain(`rule id ${rule.id} is used twice`);
      if (/^(DecisionRule|Rule)?_[0-9a-z]{7}$/i.test(rule.id)) complain(`give ${number(table, rule)} an id that says what it is about`);
      rule.tests.forEach((test, i) => {
        const { name, vocabulary: listed } = table.inputs[i];
        const strange = listed ? words(test ?? '').filter(word => !words(listed).includes(word)) : [];
        strange.forEach(word => complain(`${number(table, rule)} waits for ${name} ${word}, which the column does not list. ${nearest(word, words(listed))}`));
      });
      if (!rule.description?.trim()) complain(`${number(table, rule)} has no annotation`);
      ids.add(rule.id);
    }
    answers(table, known).forEach(complain);
    const found = reach(table);
    found.problems.forEach(complain);
    counts.push(`${where}: ${found.count || 'no'} combinations, ${table.rules.length} rules`);
  }
  return { problems, counts };
}

if (process.argv[1] === import.meta.filename) {
  const { problems, counts } = problemsOf(await decisionTables());
  counts.forEach(count => console.log(count));
  problems.forEach(problem => console.error(problem));
  process.exit(problems.length ? 1 : 0);
}
