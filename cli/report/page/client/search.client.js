// @ts-check
// Runs in the page: shows what has to do with a search, whose address one can send to others.
(() => {
  /**
   * @typedef {{ columns: string[], ways: number[][], rows: number[][] }} Data
   * @typedef {{ element: HTMLElement, number: number, text: string, key: string | null, isHidden: boolean }} Row
   * @typedef {{ element: HTMLElement, amount: HTMLElement, text: string, names: string[], rows: Row[], isHidden: boolean }} Workload
   * @typedef {{ text: string, column: number }} State
   */

  /** @type {Data} */
  const data = JSON.parse(document.getElementById('data')?.textContent ?? '{"columns":[],"ways":[],"rows":[]}');
  const search = /** @type {HTMLElement} */ (document.getElementById('search'));
  const query = /** @type {HTMLInputElement} */ (document.getElementById('query'));
  const count = /** @type {HTMLElement} */ (document.getElementById('count'));

  /** @param {string} selector @param {ParentNode} within @returns {HTMLElement[]} */
  const all = (selector, within = document) =>
    [...within.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one));
  /** @param {Element | null | undefined} element */
  const textOf = (element) => element?.textContent ?? '';
  /** @param {string} address */
  const nameIn = (address) => decode(address.slice(address.indexOf('=') + 1));

  /** @param {string} text */
  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** @param {string} text */
  function encode(text) {
    try {
      return encodeURIComponent(text).replaceAll('%2F', '/');
    } catch {
      // Half a letter.
      return '';
    }
  }

  /** As many workloads as a large screen has room for. */
  const SEEN = 20;
  /** As many changes as the browser can lay out before anybody notices. */
  const SLICE = 120;

  let numbered = 0;
  /** @type {Workload[]} */
  const workloads = all('article').map((element) => {
    const [head, way, name] = ['header', '.way', 'h3'].map((selector) => textOf(element.querySelector(selector)));
    const rows = all('tbody tr', element).map((row) => {
      const key = row.querySelector('a');
      const texts = [...row.children].map((cell) => textOf(cell).toLowerCase());
      return { element: row, number: numbered++, text: texts.join(' '), key: key && textOf(key), isHidden: false };
    });
    const amount = /** @type {HTMLElement} */ (element.querySelector('.amount'));
    const text = `${head} ${way}`.toLowerCase();
    return { element, amount, text, names: [name, nameIn(element.id)], rows, isHidden: false };
  });
  const total = numbered;
  const indexRows = all('#keys tbody tr').map((element) => ({
    element,
    key: textOf(element.querySelector('a')),
    isHidden: false,
  }));
  const parts = all('[data-part]');
  const targets = all('[data-rows]').map((element) => ({
    element,
    rows: (element.dataset.rows ?? '').split(' ').map(Number),
  }));
  const figures = all('figure[data-column]');
  const amounts = ['workloads', 'keys'].map((id) => document.querySelector(`#${id} h2 .amount`));
  const titles = data.columns.map((title) => title.toLowerCase());

  /** What a word in front of a name is for: it is in the address too. */
  const KINDS = ['key', 'workload'];

  /** @param {string} text @returns {{ kind: string, name: string } | undefined} */
  function namedIn(text) {
    const kind = KINDS.find((one) => text.startsWith(`${one}:`));
    return kind === undefined ? undefined : { kind, name: text.slice(kind.length + 1).trim() };
  }

  /** @param {State} state @returns {(workload: Workload) => Row[]} */
  function finder({ text, column }) {
    const named = namedIn(text);
    const words = named ? [] : text.toLowerCase().split(/\s+/).filter(Boolean);
    const columns = [column, ...words.map((word) => titles.indexOf(word))].filter((one) => one >= 0);
    const others = words.filter((word) => !titles.includes(word));
    /** @param {Row} row */
    const isThere = ({ number }) => columns.every((one) => data.rows[number][one] >= 0);
    return ({ text: about, names, rows }) => {
      if (named?.kind === 'key') return rows.filter((row) => row.key === named.name && isThere(row));
      if (named) return names.includes(named.name) ? rows.filter(isThere) : [];
      const left = others.filter((word) => !about.includes(word));
      return rows.filter((row) => left.every((word) => row.text.includes(word)) && isThere(row));
    };
  }

  /** @param {{ element: HTMLElement, isHidden: boolean }} one @param {boolean} isHidden */
  function hide(one, isHidden) {
    if (one.isHidden === isHidden) return;
    one.isHidden = isHidden;
    one.element.hidden = isHidden;
  }

  /** What was found. */
  class Found {
    rows = /** @type {Set<number>} */ (new Set());
    ways = /** @type {Set<number>} */ (new Set());
    keys = /** @type {Set<string>} */ (new Set());
    workloads = 0;
    /** How many workloads, in each environment. */
    users = data.columns.map(() => 0);

    /** @param {Row[]} rows @param {number} column */
    add(rows, column) {
      this.workloads++;
      /** @type {Set<number>} */ const columns = new Set();
      for (const { number, key } of rows) {
        this.rows.add(number);
        if (key !== null) this.keys.add(key);
        data.rows[number].forEach((way, one) => {
          if (way < 0 || (column >= 0 && one !== column)) return;
          columns.add(one);
          this.ways.add(way);
        });
      }
      for (const one of columns) this.users[one]++;
    }
  }

  /** @param {State} state */
  function show(state) {
    const isFiltered = state.text !== '' || state.column >= 0;
    const find = finder(state);
    const found = new Found();
    /** @type {(() => void)[]} */ const later = [];
    for (const workload of workloads) {
      const rows = isFiltered ? find(workload) : workload.rows;
      // What is below all that one sees can wait, whether it comes or goes.
      if (found.workloads < SEEN) hide(workload, rows.length === 0);
      else later.push(() => hide(workload, rows.length === 0));
      if (rows.length === 0) continue;
      found.add(rows, state.column);
      later.push(() => showRows(workload, rows));
    }
    const isFound = (/** @type {string} */ key) => !isFiltered || found.keys.has(key);
    for (const index of all('#keys')) index.hidden = isFiltered && found.keys.size === 0;
    for (const row of indexRows) later.push(() => hide(row, !isFound(row.key)));
    later.push(() => dimPictures(state, found, isFiltered));
    workOff(later);
    showAmounts([found.workloads, indexRows.filter(({ key }) => isFound(key)).length]);
    document.body.classList.toggle('filtered', isFiltered);
    count.textContent = summary(state, found);
  }

  let searches = 0;
  /** What one can see first, the rest frame by frame: nobody waits for it who types on. */
  /** @param {(() => void)[]} work */
  function workOff(work) {
    const own = ++searches;
    let next = 0;
    const some = () => {
      if (own !== searches) return;
      const end = Math.min(work.length, next + SLICE);
      while (next < end) work[next++]();
      // Behind the frame, which lays out what has been done.
      if (next < work.length) requestAnimationFrame(() => setTimeout(some));
    };
    some();
  }

  /** @param {Workload} workload @param {Row[]} rows */
  function showRows({ rows: all, amount }, rows) {
    const own = new Set(rows);
    for (const row of all) hide(row, !own.has(row));
    const { length } = all;
    const text = `${rows.length === length ? '' : `${rows.length} of `}${length} row${length === 1 ? '' : 's'}`;
    if (amount.textContent !== text) amount.textContent = text;
  }

  /** @param {number[]} sizes */
  function showAmounts(sizes) {
    const wholes = [workloads.length, indexRows.length];
    amounts.forEach((amount, i) => {
      if (amount) amount.textContent = sizes[i] === wholes[i] ? String(wholes[i]) : `${sizes[i]} of ${wholes[i]}`;
    });
  }

  /** @param {State} state @param {Found} found @param {boolean} isFiltered */
  function dimPictures({ column }, { rows, ways }, isFiltered) {
    const lit = new Set([...ways].flatMap((way) => data.ways[way]));
    for (const part of parts) part.classList.toggle('dim', isFiltered && !lit.has(Number(part.dataset.part)));
    for (const { element, rows: own } of targets) {
      element.classList.toggle('dim', isFiltered && !own.some((number) => rows.has(number)));
    }
    for (const section of all('#pictures')) section.hidden = isFiltered && rows.size === 0;
    for (const figure of figures) figure.hidden = column >= 0 && Number(figure.dataset.column) !== column;
  }

  /** @param {State} state @param {Found} found */
  function summary({ text }, found) {
    const named = namedIn(text);
    if (named?.kind === 'key') {
      const used = found.users.flatMap((amount, i) => (amount === 0 ? [] : [`${amount} in ${data.columns[i]}`]));
      return used.length === 0 ? 'Nobody uses this key.' : `Workloads that use ${named.name}: ${used.join(', ')}`;
    }
    if (found.rows.size === 0) return 'Nothing found. Try a part of a name.';
    return `${found.rows.size} of ${total} rows in ${found.workloads} of ${workloads.length} workloads`;
  }

  /** @returns {State} */
  function asked() {
    const checked = /** @type {HTMLInputElement | null} */ (document.querySelector('[name=environment]:checked'));
    return { text: query.value.trim(), column: Number(checked?.value ?? -1) };
  }

  /** @param {State} state */
  function addressOf({ text, column }) {
    const named = namedIn(text);
    const searched = text === '' ? [] : [`search=${encode(text)}`];
    const where = column < 0 ? [] : [`environment=${encode(data.columns[column])}`];
    return [...(named ? [`${named.kind}=${encode(named.name)}`] : searched), ...where].join('&');
  }

  /** Takes over what the address asks for. */
  function follow() {
    /** @type {State} */
    const state = { text: '', column: -1 };
    for (const part of location.hash.slice(1).split('&')) {
      const [what] = part.split('=', 1);
      const name = nameIn(part);
      if (KINDS.includes(what)) state.text = `${what}:${name}`;
      if (what === 'search') state.text = name;
      if (what === 'environment') state.column = titles.indexOf(name.toLowerCase());
    }
    query.value = state.text;
    for (const choice of all('[name=environment]')) {
      const input = /** @type {HTMLInputElement} */ (choice);
      input.checked = Number(input.value) === state.column;
    }
    show(state);
    if (namedIn(state.text)) scrollTo({ top: 0 });
  }

  /** What is asked for by hand is in the address too, and one step back leads to what was asked for before. */
  /** @param {boolean} isStep */
  function keepAddress(isStep) {
    const address = `#${addressOf(asked())}`;
    if (address === location.hash || (address === '#' && location.hash === '')) return;
    if (isStep) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }

  let waiting = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  query.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => keepAddress(false), 300);
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      show(asked());
    });
  });
  query.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || query.value === '') return;
    query.value = '';
    show(asked());
    keepAddress(true);
  });
  search.addEventListener('change', (event) => {
    if (event.target === query) return;
    show(asked());
    keepAddress(true);
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    // A link of the picture has no hash.
    const [, address = ''] = /^#(.*)/.exec(link?.getAttribute('href') ?? '') ?? [];
    if (!KINDS.some((kind) => address.startsWith(`${kind}=`)) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const where = asked().column;
    const kept = where < 0 ? '' : `&environment=${encode(data.columns[where])}`;
    if (`#${address}${kept}` !== location.hash) history.pushState(null, '', `#${address}${kept}`);
    follow();
    query.focus();
  });
  addEventListener('popstate', follow);
  addEventListener('load', () => {
    if (namedIn(query.value)) scrollTo({ top: 0 });
  });
  search.hidden = false;
  follow();
})();
