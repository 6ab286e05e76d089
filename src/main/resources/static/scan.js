// Scanning at the warehouse and at the counter: what is scanned or graded is kept in this browser until Retour has it, in its
// order and once (docs/decisions/0039); the camera; sounds; the keyboard. Without this script the forms work as forms.
(() => {
  const screen = document.querySelector('[data-scan-screen]');
  if (!screen) return;
  const user = screen.dataset.scanScreen;
  const texts = document.querySelector('[data-scan-texts]').dataset;
  const one = (name) => screen.querySelector(`[data-${name}]`);
  const scanForm = one('scan-form');
  const field = scanForm && scanForm.querySelector('.scan');
  const numbered = (text, number) => text.replace('#', () => number);
  // randomUUID is not there on a page without HTTPS
  const uuid = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g,
    (digit) => (digit ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> digit / 4).toString(16));
  const page = uuid();

  // --- sounds, besides words: two notes up for good, two low ones for bad, one for what waits
  const NOTES = { good: [880, 1320], bad: [220, 160], wait: [520] };
  const SILENT = 'retour-scan-silent';
  let audio;
  const silent = () => localStorage.getItem(SILENT) === 'yes';
  const sound = (kind) => {
    if (silent() || !window.AudioContext) return;
    audio ??= new AudioContext();
    NOTES[kind].forEach((pitch, i) => {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      const at = audio.currentTime + i * 0.09;
      tone.frequency.value = pitch;
      tone.type = kind === 'bad' ? 'square' : 'sine';
      volume.gain.setValueAtTime(0.12, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.09);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.1);
    });
  };
  const say = (kind, text) => {
    sound(kind);
    const answer = one('scan-answer');
    answer.hidden = false;
    answer.className = `scan-answer ${kind}`;
    answer.textContent = text;
  };
  const soundButton = one('sound');
  const showSound = () => {
    soundButton.textContent = silent() ? soundButton.dataset.off : soundButton.dataset.on;
    soundButton.setAttribute('aria-pressed', String(!silent()));
  };
  soundButton.addEventListener('click', () => {
    localStorage.setItem(SILENT, silent() ? 'no' : 'yes');
    showSound();
    sound('good');
    refocus();
  });
  showSound();
  one('scan-tools').hidden = false;
  const keys = one('scan-keys');
  if (keys) keys.hidden = false;

  function refocus() {
    if (field) field.focus({ preventScroll: true });
  }

  // --- what waits: in the browser's own database, so that a closed tab loses nothing
  const opening = new Promise((resolve, reject) => {
    const request = indexedDB.open('retour-scans', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('scans', { keyPath: 'number', autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const stored = async (mode, act) => {
    const database = await opening;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction('scans', mode);
      const request = act(transaction.objectStore('scans'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  };
  const add = (scan) => stored('readwrite', (scans) => scans.add(scan));
  const put = (scan) => stored('readwrite', (scans) => scans.put(scan));
  const remove = (scan) => stored('readwrite', (scans) => scans.delete(scan.number));
  const all = () => stored('readonly', (scans) => scans.getAll());
  const mine = async () => (await all()).filter((scan) => scan.user === user);

  // --- sending: one after the other, and in one tab only
  const AWAY = 'away';
  const LOGGED_OUT = 'logged out';
  const BROKEN = 'broken';
  // what never gets through is not tried for ever: others wait behind it
  const MOST_TRIES = 4;
  const MOST_BYTES = 29 * 1024 * 1024; // application.yml takes 30 MB, with the fields around the pictures
  let loggedOut = false;
  const token = () => document.querySelector('[name=_csrf]').value;
  const send = async (scan, followed) => {
    const form = new FormData();
    scan.fields.forEach(([name, value]) => form.append(name, value));
    form.append('_csrf', token());
    const headers = { 'Idempotency-Key': scan.key, Accept: 'application/json' };
    if (followed) headers['Retour-Followed'] = 'yes';
    const bytes = scan.fields.reduce((sum, [, value]) => sum + (value instanceof Blob ? value.size : 0), 0);
    if (bytes > MOST_BYTES) return { failed: texts.tooLarge };
    let response;
    try {
      response = await fetch(scan.url, { method: 'POST', body: form, headers, redirect: 'manual', signal: AbortSignal.timeout(bytes ? 60000 : 8000) });
      if (response.type === 'opaqueredirect' || response.status === 401 || response.status === 403) return LOGGED_OUT;
      if (response.status === 500) return BROKEN;
      if (response.status > 500 || response.status === 429) return AWAY;
      if (response.ok && response.headers.get('Content-Type')?.includes('json')) return await response.json();
    } catch {
      return AWAY;
    }
    return { failed: numbered(texts.notRead, response.status) };
  };
  let last = Promise.resolve();
  const exclusively = (act) => {
    if (navigator.locks) return navigator.locks.request('retour-scans', act);
    last = last.then(act, act);
    return last;
  };
  /** Sends what waits. Answers how it went with the one that somebody waits for, and may go on to the next page with. */
  const flush = (followed, goesOn) => exclusively(async () => {
    let told;
    for (const scan of (await mine()).filter((each) => each.state === 'waits')) {
      let answer = await send(scan, goesOn && scan.key === followed);
      loggedOut = answer === LOGGED_OUT;
      if (answer === AWAY || loggedOut) break;
      if (answer === BROKEN) {
        const tries = (scan.tries ?? 0) + 1;
        if (tries < MOST_TRIES) {
          await put({ ...scan, tries });
          break;
        }
        answer = { failed: numbered(texts.notRead, 500) };
      }
      if (scan.key === followed) {
        told = answer;
        if (answer.next) await remove(scan);
        else await put({ ...scan, state: 'refused', text: answer.failed });
      } else {
        await put({ ...scan, fields: answer.failed ? scan.fields : [], state: answer.failed ? 'refused' : 'sent', text: answer.failed ?? answer.done ?? '', next: answer.next, unexpected: answer.unexpected });
      }
    }
    return told;
  });

  // --- showing what waits
  const TECHNICAL = new Set(['extraId', 'handInId', 'happenedAt', 'derogation', 'resolution']);
  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  };
  const link = (text, to, scan) => {
    const made = element('a', '', text);
    made.href = to;
    made.addEventListener('click', () => remove(scan));
    return made;
  };
  const show = async () => {
    const everything = await all();
    const own = everything.filter((scan) => scan.user === user);
    const waiting = own.filter((scan) => scan.state === 'waits');
    const others = everything.filter((scan) => scan.user !== user && scan.state === 'waits').length;
    one('waiting').hidden = own.length + others === 0;
    const said = [];
    if (loggedOut && waiting.length) said.push(numbered(texts.out, waiting.length));
    else if (waiting.length) said.push(waiting.length === 1 ? texts.one : numbered(texts.more, waiting.length));
    if (others) said.push(numbered(texts.others, others));
    const summary = one('waiting-summary');
    if (summary.textContent !== said.join(' ')) summary.textContent = said.join(' ');
    summary.hidden = said.length === 0;
    one('waiting-login').hidden = !(loggedOut && waiting.length);
    one('login').href = location.href;
    one('waiting-list').replaceChildren(...own.map((scan) => {
      const line = element('li', '', '');
      line.append(element('span', `tag ${{ waits: 'warn', sent: 'good', refused: 'bad' }[scan.state]}`,
        `${{ waits: '…', sent: '✓', refused: '✕' }[scan.state]} ${texts[scan.state]}`));
      line.append(element('span', 'what', `${scan.label} · ${new Date(scan.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`));
      const acts = element('span', 'acts', '');
      if (scan.state === 'sent' && scan.next && scan.next !== location.pathname) acts.append(link(texts.open, scan.next, scan));
      if (scan.unexpected) acts.append(link(texts.record, `/warehouse?unexpected=${encodeURIComponent(scan.label)}`, scan));
      if (scan.state !== 'waits') {
        const gone = element('button', '', texts.remove);
        gone.type = 'button';
        gone.setAttribute('aria-label', `${texts.remove}: ${scan.label}`);
        gone.addEventListener('click', async () => { await remove(scan); await show(); refocus(); });
        acts.append(gone);
      }
      line.append(acts);
      if (scan.text) line.append(element('p', 'why', scan.text));
      // what was typed for it stays readable
      const typed = scan.fields.filter(([name, value]) => typeof value === 'string' && !TECHNICAL.has(name) && value && value !== scan.label);
      if (scan.state === 'refused' && typed.length) line.append(element('p', 'why', typed.map(([, value]) => value).join(' · ')));
      return line;
    }));
    for (const form of screen.querySelectorAll('form[data-queue][data-grade-form], form[data-happened]')) {
      const scan = own.findLast((each) => each.url === form.action && (each.page === page || each.state === 'waits' || aside.has(each.key)));
      if (scan) setAside(form, scan);
    }
  };

  // --- a form that waits is done with, for whoever works
  const aside = new Set();
  // somebody holds a piece that has its grade: then none is the one that a typed grade goes to
  let noneNow = !screen.querySelector('.piece.current');
  const setAside = (form, scan) => {
    aside.add(scan.key);
    const note = (form.closest('.piece') ?? form).querySelector('[data-piece-waits]');
    if (!note) return;
    const text = `${{ waits: '…', sent: '✓', refused: '✕' }[scan.state]} ${scan.said}: ${scan.state === 'waits' && form.dataset.queueWaits || texts[scan.state]}`;
    if (note.textContent !== text) note.textContent = text;
    note.hidden = false;
    const away = scan.state !== 'refused';
    (form.closest('.piece') ?? form).classList.toggle('sent-away', away);
    form.querySelectorAll('button, input, select').forEach((each) => { each.disabled = away; });
    const piece = form.closest('.piece');
    if (!piece) return;
    if (away) {
      delete piece.dataset.piece;
      if (!piece.classList.contains('current')) return;
      // its label was scanned, and its grade waits since an earlier page
      noneNow = scan.page !== page && new URLSearchParams(location.search).has('piece');
      makeCurrent(noneNow ? null : screen.querySelector('.piece[data-piece]'));
    } else if (piece.dataset.piece === undefined) {
      piece.dataset.piece = [...screen.querySelectorAll('.piece')].indexOf(piece) + 1;
      if (!noneNow && !current()) makeCurrent(piece);
    }
  };

  /** A form that is used again: empty, and what it names is another one than before. */
  const empty = (form) => {
    form.querySelectorAll('input:not([type=hidden]), textarea').forEach((each) => { each.defaultValue = ''; });
    form.querySelectorAll('option').forEach((each) => { each.defaultSelected = false; });
    form.reset();
    if (form.elements.extraId) form.elements.extraId.value = uuid();
  };

  /** Whether the next piece is being looked at already: then the page is not loaded anew under its answers. */
  const begun = () => screen.querySelector('.piece[data-piece] .checks :checked') !== null;

  /** Where there is no database to keep it in. */
  const asWithoutThisScript = (form, submitter, fields) => {
    if (form === scanForm) field.value = fields.find(([name]) => name === field.name)[1];
    if (submitter?.name) {
      const chosen = element('input', '', '');
      Object.assign(chosen, { type: 'hidden', name: submitter.name, value: submitter.value });
      form.append(chosen);
    }
    if (submitter?.hasAttribute('formaction')) form.action = submitter.formAction;
    form.submit();
  };

  const start = async (form, submitter) => {
    const fields = [...new FormData(form).entries(), ...submitter?.name ? [[submitter.name, submitter.value]] : []]
      .filter(([name, value]) => name !== '_csrf' && !(value instanceof File && value.size === 0));
    if (form.dataset.happened !== undefined) fields.push(['happenedAt', new Date().toISOString()]);
    const named = form.dataset.queueName ?? 'code';
    const scan = {
      key: uuid(),
      user,
      page,
      url: submitter?.hasAttribute('formaction') ? submitter.formAction : form.action,
      fields,
      label: form.dataset.queueLabel ?? String(form.elements[named]?.value ?? ''),
      said: submitter?.firstChild?.textContent.trim() ?? '',
      at: Date.now(),
      state: 'waits',
    };
    if (form.dataset.queueLabel && scan.said) scan.label += ` · ${scan.said}`;
    try {
      await add(scan);
    } catch {
      return asWithoutThisScript(form, submitter, fields);
    }
    // a photo grades nothing: the piece and its answers stay as they are
    const photoOnly = submitter?.hasAttribute('data-photo-only');
    const stays = photoOnly && form.matches('[data-grade-form]');
    // kept: the next one may be scanned or graded while a slow network has this one
    if (!photoOnly) setAside(form, scan);
    const told = await flush(scan.key, !stays);
    delete form.dataset.busy;
    if (told?.next && !stays && !(told.next === location.pathname && begun())) {
      sound(told.failed ? 'bad' : 'good');
      setTimeout(() => location.assign(told.next), silent() ? 0 : 130);
      return;
    }
    if (told && !photoOnly) setAside(form, { ...scan, state: told.failed ? 'refused' : 'sent' });
    if (!told?.failed) {
      if (photoOnly) form.querySelectorAll('[name=photo], [name=shows]').forEach((each) => { each.value = ''; });
      else if (form !== scanForm && !form.matches('[data-grade-form], [data-happened]')) empty(form);
    }
    await show();
    if (told) {
      say(told.failed ? 'bad' : 'good', told.failed ?? `${scan.label}: ${texts.sent}`);
    } else {
      say('wait', `${scan.label}: ${texts.waits}`);
    }
    refocus();
  };
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('form[data-queue]')) {
      // a question that cannot wait, such as whose order it is: without an answer the page stays as it is
      if (form === scanForm && !navigator.onLine) {
        event.preventDefault();
        say('bad', texts.offline);
      }
      return;
    }
    event.preventDefault();
    if (form === scanForm) {
      if (!command(field.value.trim().toUpperCase())) start(form, event.submitter);
      field.value = '';
      return;
    }
    if (form.dataset.busy) return;
    form.dataset.busy = 'yes';
    start(form, event.submitter);
  });
  const retry = async () => {
    if ((await mine()).some((scan) => scan.state === 'waits')) await flush();
    await show();
  };
  addEventListener('online', retry);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) retry(); });
  setInterval(retry, 4000);
  // what was sent needs no line on the next page, except a parcel that is still to be opened
  const tidy = async () => {
    const here = location.pathname + location.search;
    for (const scan of await mine()) {
      if (scan.state === 'sent' && (!scan.url.endsWith('/receive') || scan.next === here)) await remove(scan);
    }
  };
  tidy().then(show).then(retry);

  // --- the keyboard, and codes of a piece: what is typed into the scan field and is no parcel
  const GRADES = { A: 'A', B: 'B', C: 'C', D: 'D', M: 'MISSING', W: 'WRONG_ITEM' };
  for (const [key, grade] of Object.entries(GRADES)) {
    if (key === grade) continue;
    screen.querySelectorAll(`[data-grade-form] button[value=${grade}]`).forEach((button) => {
      const hint = document.createElement('kbd');
      hint.textContent = key;
      hint.setAttribute('aria-hidden', 'true');
      button.append(hint);
    });
  }
  const current = () => screen.querySelector('.piece.current[data-piece]');
  function makeCurrent(piece) {
    if (piece) noneNow = false;
    screen.querySelectorAll('.piece').forEach((each) => {
      each.classList.toggle('current', each === piece);
      each.querySelector('[data-now]').hidden = each !== piece;
    });
    piece?.scrollIntoView({ block: 'nearest' });
  }
  screen.classList.add('with-script');
  screen.addEventListener('click', (event) => {
    const piece = event.target.closest('.item-head')?.closest('.piece[data-piece]');
    if (piece) makeCurrent(piece);
  });
  // who walks by keyboard; a finger must not have the buttons move away under it
  screen.addEventListener('focusin', (event) => {
    const piece = event.target.closest('.piece[data-piece]');
    if (piece && !piece.classList.contains('current') && event.target.matches(':focus-visible')) makeCurrent(piece);
  });
  const fine = (piece) => piece.querySelectorAll('[data-fine]').forEach((each) => { each.checked = true; });
  function command(typed) {
    if (!screen.querySelector('.piece')) return false;
    const pieces = [...screen.querySelectorAll('.piece')];
    const labelled = pieces.find((each) => each.dataset.label === typed);
    if (labelled && labelled.dataset.piece === undefined) {
      noneNow = true;
      makeCurrent(null);
      say('bad', numbered(texts.already, labelled.querySelector('strong').textContent));
      return true;
    }
    const scanned = labelled ?? pieces.find((each) => each.dataset.piece !== undefined && each.dataset.sku.toUpperCase() === typed);
    if (scanned) {
      makeCurrent(scanned);
      say('good', numbered(texts.piece, scanned.querySelector('strong').textContent));
      return true;
    }
    if (!GRADES[typed] && !/^\d$/.test(typed)) return false;
    const piece = current();
    if (!piece) {
      say('bad', screen.querySelector('.piece[data-piece]') ? texts.choose : texts.command);
      return true;
    }
    if (GRADES[typed]) {
      piece.querySelector(`button[value=${GRADES[typed]}]`).click();
      return true;
    }
    if (typed === '0') {
      fine(piece);
      say('good', texts.fine);
      return true;
    }
    const line = piece.querySelector(`[data-check="${typed}"]`);
    if (!line) return false;
    const seen = line.querySelector('[data-seen]');
    (seen.checked ? line.querySelector('[data-fine]') : seen).checked = true;
    const answer = line.querySelector(':checked').parentElement.textContent.trim();
    say('good', `${line.querySelector('.check-words span').textContent}: ${answer}`);
    return true;
  }
  screen.querySelectorAll('[data-all-fine]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => {
      fine(button.closest('[data-checks]'));
      say('good', texts.fine);
      refocus();
    });
  });
  if (field && !field.value) refocus();

  // --- the camera of a phone
  const camera = one('camera');
  if (!camera || !field || !navigator.mediaDevices?.getUserMedia) return;
  const dialog = one('camera-dialog');
  const video = dialog.querySelector('video');
  let stopReading = () => {};
  camera.hidden = false;
  const FORMATS = ['code_128', 'code_39', 'ean_13', 'ean_8', 'itf', 'qr_code', 'data_matrix'];
  const ownDetector = async () => {
    if (!window.BarcodeDetector) return null;
    const known = await BarcodeDetector.getSupportedFormats();
    const formats = FORMATS.filter((format) => known.includes(format));
    return formats.includes('qr_code') && formats.includes('code_128') ? new BarcodeDetector({ formats }) : null;
  };
  const library = () => new Promise((resolve, reject) => {
    if (window.ZXingBrowser) return resolve(window.ZXingBrowser);
    const script = document.createElement('script');
    script.src = texts.reader;
    script.onload = () => resolve(window.ZXingBrowser);
    script.onerror = reject;
    document.head.append(script);
  });
  const read = (code) => {
    dialog.close();
    field.value = code;
    scanForm.requestSubmit();
  };
  camera.addEventListener('click', async () => {
    const says = one('camera-says');
    says.textContent = texts.cameraHold;
    dialog.showModal();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      stopReading = () => stream.getTracks().forEach((track) => track.stop());
      if (!dialog.open) return stopReading();
      video.srcObject = stream;
      await video.play();
      const detector = await ownDetector();
      if (detector) {
        const look = async () => {
          if (!dialog.open) return;
          const [found] = await detector.detect(video).catch(() => []);
          if (found) read(found.rawValue);
          else setTimeout(look, 120);
        };
        look();
      } else {
        const { BrowserMultiFormatReader } = await library();
        const controls = await new BrowserMultiFormatReader().decodeFromStream(stream, video, (found) => {
          if (found && dialog.open) read(found.getText());
        });
        const stopStream = stopReading;
        stopReading = () => { controls.stop(); stopStream(); };
        if (!dialog.open) stopReading();
      }
    } catch {
      says.textContent = texts.cameraRefused;
      sound('bad');
    }
  });
  dialog.addEventListener('close', () => { stopReading(); stopReading = () => {}; refocus(); });
  one('camera-close').addEventListener('click', () => dialog.close());
})();
