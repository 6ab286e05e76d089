// Copies what draws diagrams at the desk from bpmn-js into the application, with its licence: the one asks that the other comes
// along and that the watermark stays visible.
//   node viewer.mjs            copy
//   node viewer.mjs --check    fail when the application has another version than the guides' pictures are drawn with
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const from = join(import.meta.dirname, 'node_modules/bpmn-js');
const to = join(import.meta.dirname, '../src/main/resources/static/bpmn-js');
const files = {
  'dist/bpmn-navigated-viewer.production.min.js': 'navigated-viewer.min.js',
  'dist/assets/bpmn-js.css': 'bpmn-js.css',
  'dist/assets/diagram-js.css': 'diagram-js.css',
  LICENSE: 'LICENSE',
};

mkdirSync(to, { recursive: true });
let other = 0;
for (const [source, target] of Object.entries(files)) {
  if (!process.argv.includes('--check')) copyFileSync(join(from, source), join(to, target));
  else if (!existsSync(join(to, target)) || !readFileSync(join(from, source)).equals(readFileSync(join(to, target)))) {
    other++;
    console.error(`static/bpmn-js/${target} is not that of the installed bpmn-js: cd tools && npm run viewer`);
  }
}
if (!other && process.argv.includes('--check')) console.log('viewer: as installed');
process.exit(other ? 1 : 0);
