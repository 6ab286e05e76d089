// What Lighthouse says of pages on a phone with a slow network, one line of JSON for each:
//   node pages.mjs <chromium> <address>...
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [chromePath, ...addresses] = process.argv.slice(2);

const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      output: 'json',
      logLevel: 'error',
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
    });
    const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, each]) => [name, Math.round(each.score * 100)]));
    const lost = Object.values(lhr.categories)
      .flatMap((category) => category.auditRefs)
      .filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 0.9)
      .map((ref) => `${ref.id} ${lhr.audits[ref.id].displayValue ?? ''}`.trim());
    console.log(JSON.stringify({ address: lhr.finalDisplayedUrl, scores, lost }));
  }
} finally {
  await chrome.kill();
}
