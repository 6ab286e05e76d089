// What a shop promises on returns, in one line. See docs/integrators.md.
(() => {
  const base = new URL('.', document.currentScript.src);
  const asked = ['country', 'locale', 'category', 'sku', 'priceMinor', 'currency'];
  const dashed = (name) => 'data-' + name.replace(/[A-Z]/g, (c) => '-' + c.toLowerCase());
  // a constructed sheet is allowed by every content security policy
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; font: inherit; color: inherit; text-align: start; }
    :host([hidden]) { display: none; }
    summary { cursor: pointer; padding: .35em 0; list-style: none; overflow-wrap: anywhere; border-radius: 4px; }
    summary::-webkit-details-marker { display: none; }
    summary:focus-visible, a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
    .how { text-decoration: underline; text-underline-offset: .18em; white-space: nowrap; }
    ul { margin: .2em 0 .6em; padding: 0 0 0 1.1em; font-size: .92em; line-height: 1.5; }
    li + li { margin-top: .3em; }
    p { margin: 0 0 .5em; font-size: .92em; }
    a { color: inherit; }`);

  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) {
      element.className = name;
      element.setAttribute('part', name);
    }
    return element;
  };

  class RetourPolicy extends HTMLElement {
    static observedAttributes = ['data-brand', ...asked.map(dashed)];

    connectedCallback() {
      this.ask();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.ask();
    }

    // several attributes set one after the other ask once
    ask() {
      clearTimeout(this.due);
      this.due = setTimeout(() => this.load());
    }

    async load() {
      const turn = (this.turn = {});
      const query = new URLSearchParams();
      for (const name of asked) {
        if (this.dataset[name]) query.set(name, this.dataset[name]);
      }
      const brand = encodeURIComponent(this.dataset.brand || '');
      let terms = null;
      try {
        const answer = await fetch(new URL(`api/v1/brands/${brand}/return-terms?${query}`, base), { credentials: 'omit' });
        if (answer.ok) terms = await answer.json();
      } catch {
        // the link is still there
      }
      if (turn !== this.turn) return;
      if (terms) this.show(terms);
      else this.fallBack(brand);
    }

    show(terms) {
      const root = this.shadowRoot || this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      const details = make('details', '');
      details.lang = terms.language;
      details.open = !!root.querySelector('details')?.open;
      const summary = make('summary', '', 'line');
      summary.append(make('span', terms.headline), ' · ', make('span', terms.how, 'how'));
      const points = make('ul', '', 'points');
      points.append(...terms.points.map((point) => make('li', point)));
      const more = make('a', terms.linkText, 'link');
      more.href = terms.link;
      more.target = '_blank';
      more.rel = 'noopener';
      const last = make('p', '');
      last.append(more);
      details.append(summary, points, last);
      root.replaceChildren(details);
    }

    // what the shop wrote inside stays; if that is nothing, a link does
    fallBack(brand) {
      this.shadowRoot?.replaceChildren(make('slot', ''));
      if (!this.textContent.trim() && brand) {
        const link = make('a', 'Returns');
        link.href = new URL(`p/${brand}/policy`, base);
        this.replaceChildren(link);
      }
    }
  }

  if (!customElements.get('retour-policy')) customElements.define('retour-policy', RetourPolicy);
})();
