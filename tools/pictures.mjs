// Draws every process to docs/journeys/<id>.svg with bpmn-js in a headless Chromium, and looks at each drawing
// as a designer would: a label that lies on a line, a shape or another label is an error.
// Each picture carries the checksum of the file that it was drawn from: fonts differ from machine to machine and move texts,
// so that two drawings of one file are hardly ever the same.
//   node pictures.mjs            write the pictures
//   node pictures.mjs --check    fail when a picture was not drawn from its process as it is now, or labels overlap; without
//                                Chromium only the first is looked at
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const chromium = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:/Program Files/Google/Chrome/Application/chrome.exe']
  .find(path => path && existsSync(path));
let problems = 0;
const complain = text => { problems++; console.error(text); };
const out = join(root, 'docs/journeys');
const processes = readdirSync(join(root, 'bpmn')).filter(name => name.endsWith('.bpmn')).sort()
  .map(file => ({ file, xml: readFileSync(join(root, 'bpmn', file), 'utf8'), target: join(out, file.replace(/bpmn$/, 'svg')) }));

if (check) {
  for (const { file, xml, target } of processes) {
    if (!existsSync(target)) complain(`${file} has no picture: cd tools && npm run pictures`);
    else if (!readFileSync(target, 'utf8').includes(origin(file, xml))) complain(`the picture of ${file} shows an older version: cd tools && npm run pictures`);
  }
  for (const picture of readdirSync(out).filter(name => name.endsWith('.svg'))) {
    if (!processes.some(({ target }) => target === join(out, picture))) complain(`docs/journeys/${picture} shows a process that is not there`);
  }
}

const browser = chromium && await puppeteer.launch({ executablePath: chromium, args: ['--headless', '--no-sandbox', '--disable-gpu',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
  .catch(error => console.error(`${chromium} does not start: ${error.message}`));
if (!browser) {
  if (!check) complain('Pictures are drawn by Chromium: install it, or set CHROMIUM to its executable.');
  else console.log('Chromium is not here: labels on lines are not looked for.');
  process.exit(problems ? 1 : 0);
}
const page = await browser.newPage();
await page.setContent('<div id="canvas" style="width:3000px;height:1200px"></div>');
await page.addScriptTag({ path: join(import.meta.dirname, 'node_modules/bpmn-js/dist/bpmn-viewer.production.min.js') });

const likeArial = Math.abs(await page.evaluate(widthOfText) - 168.76) < 1;
if (!likeArial) console.log('No font as wide as Arial is here (fonts-liberation has one): labels on lines are not looked for.');

mkdirSync(out, { recursive: true });
for (const { file, xml, target } of processes) {
  const { svg, warnings, overlaps } = await page.evaluate(draw, xml);
  warnings.forEach(warning => complain(`${file}: ${warning}`));
  if (likeArial) overlaps.forEach(overlap => complain(`${file}: ${overlap}`));
  if (!check) {
    writeFileSync(target, stable(svg).replace('<svg', `${origin(file, xml)}\n<svg`));
    console.log(`docs/journeys/${file.replace(/bpmn$/, 'svg')}`);
  }
}
await browser.close();
if (check) console.log(`pictures: ${processes.length} looked at`);
process.exit(problems ? 1 : 0);

function origin(file, xml) {
  return `<!-- drawn from bpmn/${file}, SHA-256 ${createHash('sha256').update(xml.replace(/\r\n/g, '\n')).digest('hex')} -->`;
}

/** Marker ids are random and the rest is one long line: make the file the same each time, and readable in a diff. */
function stable(svg) {
  const ids = new Map();
  return svg
    .replace(/marker-(?!(?:start|mid|end)\b)\w+/g, id => {
      if (!ids.has(id)) ids.set(id, `marker-${ids.size}`);
      return ids.get(id);
    })
    .replace(/></g, '>\n<')
    .replace(/\r\n/g, '\n') + '\n';
}

/** Runs in the browser: labels of another font would be wider or narrower than those that people see. */
function widthOfText() {
  const context = document.createElement('canvas').getContext('2d');
  context.font = '12px Arial, sans-serif';
  return context.measureText('Determine resolution, 20 pieces').width;
}

/** Runs in the browser. */
async function draw(xml) {
  const container = document.querySelector('#canvas');
  container.innerHTML = '';
  const viewer = new window.BpmnJS({ container });
  const { warnings } = await viewer.importXML(xml);
  const { svg } = await viewer.saveSVG();

  const registry = viewer.get('elementRegistry');
  const text = element => {
    const node = registry.getGraphics(element).querySelector('text');
    if (!node) return null;
    const box = node.getBBox();
    const { e, f } = registry.getGraphics(element).transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 };
    return { x: box.x + e, y: box.y + f, width: box.width, height: box.height };
  };
  const touch = (a, b, gap = 0) => a.x < b.x + b.width + gap && b.x < a.x + a.width + gap
    && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
  const elements = registry.getAll();
  const labels = elements.filter(element => element.labelTarget).map(element => ({ element, box: text(element) })).filter(({ box }) => box);
  const shapes = elements.filter(element => element.width && !element.labelTarget);
  const frame = shape => shape.type === 'bpmn:SubProcess' && !shape.collapsed;
  const lines = elements.filter(element => element.waypoints && element.type === 'bpmn:SequenceFlow').flatMap(element =>
    element.waypoints.slice(1).map((end, i) => {
      const start = element.waypoints[i];
      return { element, x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), width: Math.abs(start.x - end.x), height: Math.abs(start.y - end.y) };
    }));

  const overlaps = [];
  const name = element => element.businessObject.name?.replace(/\n/g, ' ') || element.id;
  labels.forEach(({ element, box }, i) => {
    for (const shape of shapes) {
      if (!frame(shape) && touch(box, shape, -1)) overlaps.push(`label "${name(element)}" touches ${shape.id}`);
      if (frame(shape)) {
        const inside = box.x > shape.x && box.y > shape.y && box.x + box.width < shape.x + shape.width && box.y + box.height < shape.y + shape.height;
        if (!inside && touch(box, shape)) overlaps.push(`label "${name(element)}" lies on the border of ${shape.id}`);
      }
    }
    for (const line of lines) if (touch(box, line, 1)) overlaps.push(`label "${name(element)}" touches ${line.element.id}`);
    for (const other of labels.slice(i + 1)) if (touch(box, other.box, 2)) overlaps.push(`labels "${name(element)}" and "${name(other.element)}" touch`);
  });
  for (const shape of shapes.filter(shape => /Task|CallActivity/.test(shape.type))) {
    const box = text(shape);
    if (box && (box.width > shape.width - 6 || box.height > shape.height - 20)) overlaps.push(`the text of ${shape.id} does not fit`);
  }
  return { svg, warnings: warnings.map(String), overlaps };
}
