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
  const numbered = (text, number) => text.replace('#', number);

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
  let loggedOut = false;
  const token = () => document.querySelector('[name=_csrf]').value;
  const send = async (scan, followed) => {
    const form = new FormData();
    scan.fields.forEach(([name, value]) => form.append(name, value));
    form.append('_csrf', token());
    const headers = { 'Idempotency-Key': scan.key, Accept: 'application/json' };
    if (followed) headers['Retour-Followed'] = 'yes';
    const large = scan.fields.some(([, value]) => value instanceof Blob);
    let response;
    try {
      response = await fetch(scan.url, { method: 'POST', body: form, headers, redirect: 'manual', signal: AbortSignal.timeout(large ? 60000 : 8000) });
      if (response.type === 'opaqueredirect' || response.status === 401 || response.status === 403) return LOGGED_OUT;
      if (response.status >= 500 || response.status === 429) return AWAY;
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
  /** Sends what waits. Answers how it went with the one that somebody waits for. */
  const flush = (followed) => exclusively(async () => {
    let told;
    for (const scan of (await mine()).filter((each) => each.state === 'waits')) {
      const answer = await send(scan, scan.key === followed);
      loggedOut = answer === LOGGED_OUT;
      if (answer === AWAY || loggedOut) break;
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
  const page = crypto.randomUUID?.() ?? String(Math.random());

  // --- a form that waits is done with, for whoever works
  const aside = new Set();
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
    if (form.closest('.piece')) {
      if (away) delete form.closest('.piece').dataset.piece;
      if (!screen.querySelector('.piece.current[data-piece]')) makeCurrent(screen.querySelector('.piece[data-piece]'));
    }
  };

  /** Whether the next piece is being looked at already: then the page is not loaded anew under its answers. */
  const begun = () => screen.querySelector('.piece[data-piece] .checks :checked') !== null;

  /** Where there is no database to keep it in. */
  const asWithoutThisScript = (form, submitter) => {
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
      key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`,
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
      return asWithoutThisScript(form, submitter);
    }
    // kept: the next one may be scanned or graded while a slow network has this one
    setAside(form, scan);
    const told = await flush(scan.key);
    delete form.dataset.busy;
    if (told?.next && !(told.next === location.pathname && begun())) {
      sound(told.failed ? 'bad' : 'good');
      setTimeout(() => location.assign(told.next), silent() ? 0 : 130);
      return;
    }
    if (told) setAside(form, { ...scan, state: told.failed ? 'refused' : 'sent' });
    await show();
    if (told) {
      say(told.failed ? 'bad' : 'good', told.failed ?? `${scan.label}: ${texts.sent}`);
    } else {
      say('wait', `${scan.label}: ${texts.waits}`);
      if (submitter?.hasAttribute('data-photo-only')) form.querySelectorAll('[name=photo], [name=shows]').forEach((each) => { each.value = ''; });
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
  tidy().then(retry);

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
    const scanned = [...screen.querySelectorAll('.piece[data-piece]')]
      .find((each) => each.dataset.label === typed || each.dataset.sku.toUpperCase() === typed);
    if (scanned) {
      makeCurrent(scanned);
      say('good', numbered(texts.piece, scanned.querySelector('strong').textContent));
      return true;
    }
    if (!GRADES[typed] && !/^\d$/.test(typed)) return false;
    const piece = current();
    if (!piece) {
      say('bad', texts.command);
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
