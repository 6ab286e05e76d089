// Looks at every decision table as its rules would be hit: takes each value that a cell speaks of, one value around
// each border and one that no cell names, combines them all, and asks each rule. A UNIQUE table must answer every
// combination by exactly one rule. Besides: every rule has an id of its own and an annotation, every text output is quoted.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DmnModdle } from 'dmn-moddle';
import { unaryTest } from 'feelin';

const folder = join(import.meta.dirname, '../dmn');

export async function decisionTables() {
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
        outputs: logic.output.map(({ name, typeRef }) => ({ name, type: typeRef })),
        rules: logic.rule.map(rule => ({ id: rule.id, description: rule.description,
          tests: rule.inputEntry.map(entry => entry.text), results: rule.outputEntry.map(entry => entry.text) }))
      });
    }
  }
  return tables;
}

/** The values that can make a difference in one column; a column with a "not" speaks of words outside its vocabulary too. */
export function samples({ type, cells, vocabulary }) {
  const text = cells.join(' ');
  if (type === 'boolean') return [true, false];
  if (type === 'number') {
    const borders = [...new Set((text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number))];
    return [...new Set(borders.flatMap(border => [border - 1, border, border + 0.5, border + 1]).concat(borders.length ? [] : [0]))];
  }
  const words = (`${text} ${vocabulary ?? ''}`.match(/"[^"]*"/g) ?? []).map(word => word.slice(1, -1));
  return [...new Set(words), ...(!vocabulary || text.includes('not(') ? ['SOMETHING_ELSE'] : [])];
}

/** All combinations, leaving out string values that no rule tells apart. */
export function* combinations({ inputs, rules }) {
  const columns = inputs.map((input, i) => {
    const seen = new Map();
    for (const value of samples(input)) {
      const answers = rules.map(rule => Number(hits(rule.tests[i], value))).join('');
      if (!seen.has(answers)) seen.set(answers, value);
      else if (input.type === 'number') seen.set(`${answers} ${value}`, value);
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

if (process.argv[1] === import.meta.filename) {
  const ids = new Set();
  const problems = [];
  for (const table of await decisionTables()) {
    const where = `${table.file} (${table.id})`;
    for (const rule of table.rules) {
      if (ids.has(rule.id)) problems.push(`${where}: rule id ${rule.id} is used twice`);
      if (/^(DecisionRule|Rule)?_[0-9a-z]{7}$/i.test(rule.id)) problems.push(`${where}: give rule ${rule.id} an id that says what it is about`);
      if (!rule.description?.trim()) problems.push(`${where}: ${rule.id} has no annotation`);
      rule.results.forEach((result, i) => {
        if (table.outputs[i].type === 'string' && !/^"[A-Z0-9_]+"$/.test(result)) problems.push(`${where}: ${rule.id} answers ${result} where a quoted constant belongs`);
      });
      ids.add(rule.id);
    }
    if (table.hitPolicy !== 'UNIQUE') continue;

    let count = 0;
    const reported = new Set();
    for (const values of combinations(table)) {
      count++;
      const matched = matching(table, values).map(rule => rule.id);
      const key = matched.length ? matched.join(' and ') : 'no rule';
      if (matched.length === 1 || reported.has(key)) continue;
      reported.add(key);
      const example = table.inputs.map(({ name }, i) => `${name}=${values[i]}`).join(', ');
      problems.push(`${where}: ${matched.length ? `${key} both apply` : 'no rule applies'} when ${example}`);
    }
    console.log(`${where}: ${count} combinations, ${table.rules.length} rules`);
  }
  problems.forEach(problem => console.error(problem));
  process.exit(problems.length ? 1 : 0);
}
