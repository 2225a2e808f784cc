import { createHash } from 'node:crypto';
import { accessReport } from '../../../../cli/access-report/access-report';
import { htmlPage } from '../../../../cli/report/page/page';
import { manyWorkloads } from '../many-workloads';
import { onlineShop, reportOf } from '../online-shop';
import { readAs, reported, syncFrom, workload } from '../reported';

const HOSTILE = '</script><img src=x onerror="alert(1)">';
const contentOf = (page: string, tag: string) => new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(page)?.[1] ?? '';
const policyOf = (page: string) =>
  /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1].replaceAll('&#39;', "'");

test('the page is the same every time, and names no place outside of itself', () => {
  const page = htmlPage(reportOf(onlineShop()));
  expect(htmlPage(reportOf(onlineShop()))).toBe(page);
  expect(page).not.toMatch(/(?:src|href)="(?!#)|url\(|@import|https?:/);
});

test('only its own script and style may run, and nothing may be loaded', () => {
  const page = htmlPage(reported(syncFrom({}), workload('web', { A: 'A' })));
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  expect(policyOf(page)).toBe(
    `default-src 'none'; style-src ${hash(contentOf(page, 'style'))}; script-src ${hash(contentOf(page, 'script'))}; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/ style=| on[a-z]+=/);
});

test('names are text, wherever they stand', () => {
  const hostile = workload(HOSTILE, { [HOSTILE]: HOSTILE });
  const page = htmlPage(reported(syncFrom({ secretsPath: HOSTILE, projectSlug: HOSTILE }), hostile));
  expect(page).not.toContain('<img');
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page.match(/<script/g)).toHaveLength(2);
});

test('without a script it is a table for each workload, with headings, landmarks and links', () => {
  const page = htmlPage(reportOf(onlineShop()));
  expect(page.match(/<article /g)).toHaveLength(12);
  expect(page.match(/<table/g)).toHaveLength(13);
  expect(page.match(/<h2 [^>]*>[^<]*/g)).toEqual([
    '<h2 id="attention-title">More than what is named',
    '<h2 id="workloads-title">Workloads ',
    '<h2 id="keys-title">Keys ',
    '<h2 id="pictures-title">Pictures',
  ]);
  const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  const targets = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
  expect(targets.filter((id) => !ids.has(id))).toEqual([]);
  expect([...page.matchAll(/ id="/g)]).toHaveLength(ids.size);
});

test('an address is the name that it leads to', () => {
  const page = htmlPage(reportOf(onlineShop()));
  expect(page).toContain('<tr id="key=STRIPE_KEY">');
  expect(page).toContain('<article id="workload=payments/payments-api">');
});

test('the environments stand beside each other, and a difference is marked', () => {
  const article = (name: string) =>
    htmlPage(reportOf(onlineShop())).match(
      new RegExp(`<article id="workload=[^"]*/${name}">.*?</article>`, 's'),
    )?.[0] ?? '';
  expect(article('invoice-worker')).toContain('<th scope=col>Key<th scope=col>staging<th scope=col>prod');
  expect(article('invoice-worker')).toContain('<b>differs</b>');
  expect(article('invoice-worker').match(/<tr>.*PDF_SERVICE_TOKEN.*/)?.[0]).toMatch(
    /<td>✓<td class="no">–<i class="unseen"> missing<\/i>$/,
  );
  expect(article('web')).toContain('<th scope=col>Key<th scope=col>all');
});

test('a workload is counted once, and a key has the folders of all environments', () => {
  const inEnvironment = (environment: string) => {
    const namespace = `shop-${environment}`;
    const reference = { secretName: 'api-secrets', secretNamespace: namespace, creationPolicy: 'Owner' };
    const sync = syncFrom(
      { envSlug: environment, secretsPath: `/${environment}-keys` },
      { managedKubeSecretReferences: [reference] },
    );
    const all = [sync, workload('web', { A: 'A' })];
    return readAs(
      all.map((one) => ({ ...one, metadata: { name: 'web', namespace } })),
      `dist/${environment}`,
    );
  };
  const page = htmlPage(accessReport([...inEnvironment('staging'), ...inEnvironment('prod')]));
  expect(page).toContain('1 workload in staging and prod gets');
  expect(page).toContain('<th scope=row><a href="#key=A">A</a><td>/prod-keys, /staging-keys<td>');
});

test('workloads of one name have addresses of their own', () => {
  const own = workload('web', { A: 'A' });
  const page = htmlPage(reported(syncFrom({}), own, { ...own, kind: 'StatefulSet' }, { ...own, kind: 'DaemonSet' }));
  expect([...page.matchAll(/<article id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
    'workload=shop/web',
    'workload=shop/web.Deployment',
    'workload=shop/web.StatefulSet',
  ]);
});

test('900 workloads in three environments make less than two megabytes', () => {
  expect(Buffer.byteLength(htmlPage(manyWorkloads(900)))).toBeLessThan(2_000_000);
});

test('a report without keys is a page too', () => {
  expect(htmlPage(reported())).toContain('No workload gets a secret key.');
});

test('the picture of an environment stays readable: many workloads are shown by namespace', () => {
  const workloads = Array.from({ length: 60 }, (_, i) => workload(`service-${i}`, { A: 'A', B: 'B' }));
  const page = htmlPage(reported(syncFrom({}), ...workloads));
  const [overview] = /<figure.*?<\/figure>/s.exec(page) ?? [''];
  expect(overview.match(/<rect/g)).toHaveLength(4);
  expect(overview).toContain('60 workloads');
  expect(page.length).toBeLessThan(600_000);
});

test('a column has at most forty boxes', () => {
  const objects = Array.from({ length: 42 }, (_, i) => ({
    ...workload(`service-${i}`, { [`V${i}`]: `K${i}` }),
    metadata: { name: `service-${i}`, namespace: `team-${i}` },
  }));
  const syncs = objects.map(({ metadata: { namespace } }) => {
    const reference = { secretName: 'api-secrets', secretNamespace: namespace, creationPolicy: 'Owner' };
    const sync = syncFrom({ secretsPath: `/${namespace}` }, { managedKubeSecretReferences: [reference] });
    return { ...sync, metadata: { name: 'sync', namespace } };
  });
  const page = htmlPage(reported(...syncs, ...objects));
  const [overview] = /<figure.*?<\/figure>/s.exec(page) ?? [''];
  expect(overview.match(/<rect/g)).toHaveLength(4 * 40);
  expect(overview).toContain('3 more');
});
