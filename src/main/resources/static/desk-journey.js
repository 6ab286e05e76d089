// Draws the diagram of a return's journey, and marks what was done and where it stands. The words beside it say the same.
(async () => {
  const figure = document.getElementById('journey');
  if (!figure) return;
  const ids = name => (figure.dataset[name] ?? '').split(' ').filter(Boolean);
  figure.hidden = false;
  try {
    const answer = await fetch(figure.dataset.diagram, { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`The diagram is not there: ${answer.status}`);
    const viewer = new BpmnJS({ container: figure.querySelector('.journey-canvas') });
    await viewer.importXML(await answer.text());
    const canvas = viewer.get('canvas');
    const drawn = viewer.get('elementRegistry');
    const mark = (name, marker) => ids(name).filter(id => drawn.get(id)).forEach(id => canvas.addMarker(id, marker));
    mark('done', 'journey-done');
    mark('now', 'journey-now');
    mark('failed', 'journey-failed');
    const fit = () => canvas.zoom('fit-viewport', 'auto');
    // a phone shows where it stands, large enough to read; a desk the whole
    const toNow = () => {
      const [first] = [...ids('failed'), ...ids('now')].map(id => drawn.get(id)).filter(Boolean);
      if (!first) return fit();
      canvas.zoom(1);
      const { width, height } = canvas.viewbox().outer;
      canvas.viewbox({ x: first.x + first.width / 2 - width / 2, y: first.y + first.height / 2 - height / 2, width, height });
    };
    fit();
    if (canvas.zoom() < 0.4) toNow();
    const zooms = { in: () => canvas.zoom(canvas.zoom() * 1.25), out: () => canvas.zoom(canvas.zoom() / 1.25), fit, now: toNow };
    figure.querySelectorAll('[data-zoom]').forEach(button => button.addEventListener('click', zooms[button.dataset.zoom]));
  } catch (failed) {
    console.error(failed);
    figure.hidden = true;
    document.getElementById('not-drawn').hidden = false;
  }
})();
