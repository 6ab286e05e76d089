// The table checker's own test: deliberately wrong tables, and the sentence that each must give.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { facts, nearest, vocabulary } from './dictionary.mjs';
import { decisionTables, problemsOf } from './lint-tables.mjs';

const known = new Map([['answer', new Set(['YES', 'NO'])]]);
const dictionary = new Map([['days', 'number'], ['grade', 'string'], ['consumer', 'boolean']]);

/** A table on a number of days and a grade, answering a word; each rule is [days, grade, answer, id, annotation]. */
async function lint(rules, { hitPolicy = 'UNIQUE', days = 'days', type = 'number', grades, values } = {}) {
  const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const input = (id, name, typeRef, listed) => `<input id="I_${id}" label="${name}"><inputExpression id="E_${id}" typeRef="${typeRef}"><text>${name}</text></inputExpression>`
    + (listed ? `<inputValues id="V_${id}"><text>${listed}</text></inputValues>` : '') + '</input>';
  const folder = mkdtempSync(join(tmpdir(), 'tables-'));
  try {
    writeFileSync(join(folder, 'wrong.dmn'), `<?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="Wrong" namespace="n"><decision id="wrong" name="Wrong">
      <decisionTable id="T" hitPolicy="${hitPolicy}">${input('days', days, type)}${input('grade', 'grade', 'string', grades)}
      <output id="O" name="answer" typeRef="string">${values ? `<outputValues id="OV"><text>${values}</text></outputValues>` : ''}</output>
      ${rules.map(([d, g, answer, id, annotation = 'Policy.']) => `<rule id="${id}"><description>${annotation}</description>
        <inputEntry id="${id}_1"><text>${escape(d)}</text></inputEntry><inputEntry id="${id}_2"><text>${escape(g)}</text></inputEntry>
        <outputEntry id="${id}_3"><text>${answer}</text></outputEntry></rule>`).join('')}</decisionTable></decision></definitions>`);
    return problemsOf(await decisionTables(folder), { known, dictionary }).problems;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const right = [['<= 14', '', '"YES"', 'W_in_time'], ['> 14', '', '"NO"', 'W_late']];

test('nothing is wrong with a right table', async () => {
  assert.deepEqual(await lint(right), []);
});

test('a gap is told with facts that no rule answers', async () => {
  assert.deepEqual(await lint([['< 14', '', '"YES"', 'W_in_time'], ['> 14', '', '"NO"', 'W_late']]),
    ['wrong.dmn (wrong): no rule applies when days=14, grade=SOMETHING_ELSE']);
});

test('an overlap is told with both rules and facts that both answer', async () => {
  assert.deepEqual(await lint([['<= 14', '', '"YES"', 'W_in_time'], ['>= 14', '', '"NO"', 'W_late']]),
    ['wrong.dmn (wrong): rule 1 (W_in_time) and rule 2 (W_late) both apply when days=14, grade=SOMETHING_ELSE']);
});

test('a rule behind others of a FIRST table is out of reach', async () => {
  const [problem, another] = await lint([['<= 14', '', '"YES"', 'W_in_time'], ['', '', '"NO"', 'W_rest'], ['> 30', '"A"', '"NO"', 'W_never']], { hitPolicy: 'FIRST' });
  assert.match(problem, /^wrong\.dmn \(wrong\): rule 3 \(W_never\) is out of reach: rule 2 \(W_rest\) stands before it and answers too, for instance when days=\d+(\.5)?, grade=A$/);
  assert.equal(another, undefined);
});

test('a FIRST table without a last word has a gap', async () => {
  assert.deepEqual(await lint([['<= 14', '', '"YES"', 'W_in_time']], { hitPolicy: 'FIRST' }),
    ['wrong.dmn (wrong): no rule applies when days=15, grade=SOMETHING_ELSE'.replace('15', '14.5')]);
});

for (const hitPolicy of ['UNIQUE', 'FIRST', 'COLLECT']) {
  test(`a rule of a ${hitPolicy} table whose cell nothing fits is out of reach`, async () => {
    const problems = await lint([...right, [']5..5[', '"A"', '"NO"', 'W_never']], { hitPolicy });
    assert.deepEqual(problems, ['wrong.dmn (wrong): rule 3 (W_never) is out of reach: no facts fit its cells days ]5..5[, grade "A"']);
  });
}

test('a rule that another covers wholly overlaps it', async () => {
  assert.match((await lint([...right, ['> 20', '"A"', '"NO"', 'W_covered']]))[0], /rule 2 \(W_late\) and rule 3 \(W_covered\) both apply when days=\d/);
});

test('a word outside the vocabulary is told with the nearest one and the line to add', async () => {
  const [problem] = await lint([right[0], ['> 14', '', '"NOO"', 'W_late']]);
  assert.equal(problem, 'wrong.dmn (wrong): rule 2 (W_late) answers "NOO" as answer, a word outside the vocabulary. The nearest known name is NO. '
    + 'If it is new, add this line to dmn/vocabulary.yaml under answer:\n  NOO: "What it means."');
});

test('a word that the output does not list is told', async () => {
  assert.deepEqual(await lint(right, { values: '"YES","PERHAPS"' }),
    ['wrong.dmn (wrong): rule 2 (W_late) answers "NO" as answer. The output\'s own list of values does not have it: YES, PERHAPS']);
});

test('an empty answer and an answer without quotes are told', async () => {
  assert.deepEqual(await lint([['<= 14', '', '', 'W_in_time'], ['> 14', '', 'NO', 'W_late']]), [
    'wrong.dmn (wrong): rule 1 (W_in_time) answers nothing as answer, where a quoted constant belongs',
    'wrong.dmn (wrong): rule 2 (W_late) answers NO as answer, where a quoted constant belongs']);
});

test('a cell that waits for a word which its column does not list is told', async () => {
  const problems = await lint([['', '"A"', '"YES"', 'W_a'], ['', '"BB"', '"NO"', 'W_b']], { grades: '"A","B"' });
  assert.ok(problems.includes('wrong.dmn (wrong): rule 2 (W_b) waits for grade BB, which the column does not list. The nearest known name is B.'), problems.join('\n'));
});

test('a misspelled input is told with the nearest fact', async () => {
  assert.deepEqual(await lint(right, { days: 'dayz' }), ['wrong.dmn (wrong): input dayz is not in dmn/facts.yaml. The nearest known name is days.']);
});

test('an input of another type than the fact is told', async () => {
  assert.deepEqual(await lint([['true', '', '"YES"', 'W_yes'], ['false', '', '"NO"', 'W_no']], { type: 'boolean' }),
    ['wrong.dmn (wrong): input days is taken for a boolean, dmn/facts.yaml says number']);
});

test('a rule needs an id that speaks, one of its own, and an annotation', async () => {
  assert.deepEqual(await lint([['<= 14', '', '"YES"', 'DecisionRule_0abc123'], ['> 14', '', '"NO"', 'W_late', ' ']]), [
    'wrong.dmn (wrong): give rule 1 (DecisionRule_0abc123) an id that says what it is about',
    'wrong.dmn (wrong): rule 2 (W_late) has no annotation']);
});

test('dictionary and vocabulary are read as they are written', () => {
  assert.equal(facts().get('daysPastWindow'), 'number');
  assert.equal(facts().has('returnId'), false);
  assert.deepEqual([...vocabulary().get('level')], ['LOW', 'MEDIUM', 'HIGH']);
  assert.equal(nearest('riskLevl', ['riskScore', 'riskLevel']), 'The nearest known name is riskLevel.');
});
