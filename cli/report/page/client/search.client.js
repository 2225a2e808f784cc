// @ts-check
// Runs in the page: shows what has to do with a search, and with one key when it is chosen.
(() => {
  /**
   * @typedef {[text: string, workload: number, scope: number, key: string | null, parts: number[]]} Row
   * @typedef {{ rows: Row[], scopes: string[] }} Data
   */

  /** @type {Data} */
  const data = JSON.parse(document.getElementById('data')?.textContent ?? '{"rows":[],"scopes":[]}');
  const search = /** @type {HTMLElement} */ (document.getElementById('search'));
  const query = /** @type {HTMLInputElement} */ (document.getElementById('query'));
  const count = /** @type {HTMLElement} */ (document.getElementById('count'));

  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) => [...document.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one));
  const tableRows = all('tr[data-row]');
  const workloads = all('[data-workload]');
  const scopes = all('[data-scope]');
  const parts = all('[data-part]');
  const targets = all('[data-rows]');
  const indexRows = all('tr[data-index]');

  const KEY = 'key:';

  /** @param {string} text @returns {(row: Row) => boolean} */
  function matcher(text) {
    if (text.startsWith(KEY)) {
      const key = text.slice(KEY.length).trim();
      return (row) => row[3] === key;
    }
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return (row) => words.every((word) => row[0].includes(word));
  }

  function update() {
    const text = query.value.trim();
    const scope = Number(
      /** @type {HTMLInputElement | null} */ (document.querySelector('[name=scope]:checked'))?.value ?? -1,
    );
    const matches = matcher(text);
    const isFiltered = text !== '' || scope >= 0;
    /** @type {Set<number>} */ const rows = new Set();
    /** @type {Set<number>} */ const shownWorkloads = new Set();
    /** @type {Set<number>} */ const shownScopes = new Set();
    /** @type {Set<number>} */ const shownParts = new Set();
    /** @type {Set<string>} */ const keys = new Set();
    data.rows.forEach((row, number) => {
      if ((scope >= 0 && row[2] !== scope) || !matches(row)) return;
      rows.add(number);
      shownWorkloads.add(row[1]);
      shownScopes.add(row[2]);
      for (const part of row[4]) shownParts.add(part);
      if (row[3] !== null) keys.add(row[3]);
    });
    for (const row of tableRows) row.hidden = !rows.has(Number(row.dataset.row));
    for (const one of workloads) one.hidden = !shownWorkloads.has(Number(one.dataset.workload));
    for (const one of scopes) one.hidden = isFiltered && !shownScopes.has(Number(one.dataset.scope));
    for (const row of indexRows) row.hidden = !keys.has(row.dataset.index ?? '');
    for (const part of parts) part.classList.toggle('dim', !shownParts.has(Number(part.dataset.part)));
    for (const target of targets) {
      const own = (target.dataset.rows ?? '').split(' ').map(Number);
      target.classList.toggle('dim', !own.some((number) => rows.has(number)));
    }
    document.body.classList.toggle('filtered', isFiltered);
    count.textContent = summary(text, rows);
  }

  /** @param {string} text @param {Set<number>} rows */
  function summary(text, rows) {
    const shown = [...rows].map((number) => data.rows[number]);
    if (text.startsWith(KEY)) {
      const found = data.scopes.map((title, scope) => {
        const amount = new Set(shown.filter((row) => row[2] === scope).map((row) => row[1])).size;
        return amount === 0 ? [] : [`${amount} in ${title}`];
      });
      const where = found.flat().join(', ');
      return where === '' ? 'Nobody uses this key.' : `Workloads that use ${text.slice(KEY.length)}: ${where}`;
    }
    if (rows.size === 0) return 'Nothing found. Try a part of a name.';
    return `${rows.size} of ${data.rows.length} rows`;
  }

  let waiting = false;
  function updateSoon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      update();
    });
  }

  query.addEventListener('input', updateSoon);
  query.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    query.value = '';
    update();
  });
  search.addEventListener('change', updateSoon);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const key = link?.dataset.key;
    // A link of the picture has no hash.
    const [, id] = /^#(.*)/.exec(link?.getAttribute('href') ?? '') ?? [];
    if (key !== undefined) {
      event.preventDefault();
      query.value = `${KEY}${key}`;
      update();
      query.focus();
      window.scrollTo({ top: 0 });
    } else if (id !== undefined && document.getElementById(id)?.hidden) {
      // Where it leads to must be seen.
      query.value = '';
      const everywhere = /** @type {HTMLInputElement | null} */ (document.querySelector('[name=scope]'));
      if (everywhere !== null) everywhere.checked = true;
      update();
    }
  });
  search.hidden = false;
  update();
})();
