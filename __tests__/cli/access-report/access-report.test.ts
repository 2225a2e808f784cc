import { type AccessReport, accessReport } from '../../../cli/access-report/access-report';
import { arrivalText, keyName } from '../../../cli/access-report/access-row';
import { projectFolderName } from '../../../cli/access-report/folder';
import { scopesOf } from '../../../cli/access-report/scopes';
import { filterBoth, filterReport } from '../../../cli/report/filter';
import { noticesByLevel, noticesOf, scopesByText } from '../../../cli/report/notices';
import { infisicalSecret, managedSecret } from '../../validation/manifests';
import { onlineShop, reportOf } from '../report/online-shop';
import { readAs, reported, syncFrom, taker, workload } from '../report/reported';

let shop: AccessReport;

beforeAll(() => {
  shop = reportOf(onlineShop());
});

const gets = (name: string, environment = 'prod') =>
  shop.rows
    .filter(({ holder, environment: own }) => holder.name === name && own === environment)
    .map((row) => `${keyName(row)} -> ${arrivalText(row)}, ${row.folders.map(projectFolderName).join()}`);

describe('who gets which key', () => {
  test('a variable that has another name than its key', () => {
    expect(gets('catalog-api')).toContain('CATALOG_DATABASE_URL -> variable DB_URL, online-shop prod:/shop');
  });

  test('a variable that is made of several keys has a row for each', () => {
    expect(gets('ledger').slice(0, 2)).toEqual([
      'DB_PASSWORD -> variable DATABASE_URL, online-shop prod:/payments',
      'DB_USER -> variable DATABASE_URL, online-shop prod:/payments',
    ]);
  });

  test('files, and the keys of a lease', () => {
    expect(gets('payments-api')).toContain('TLS_KEY -> file /etc/tls/tls.key, online-shop prod:/payments');
    expect(gets('ledger-export')).toContain(
      'DB_PASSWORD of the lease warehouse-readonly -> variable PGPASSWORD of export, online-shop prod:/databases',
    );
  });

  test('each container for itself', () => {
    expect(gets('search-indexer').filter((row) => row.includes('CATALOG'))).toEqual([
      'CATALOG_DATABASE_URL -> variable DB_URL of migrate, online-shop prod:/shop',
    ]);
  });

  test('what one environment has and another has not', () => {
    expect(gets('invoice-worker').join()).not.toContain('PDF_SERVICE_TOKEN');
    expect(gets('invoice-worker', 'staging').join()).toContain('PDF_SERVICE_TOKEN');
  });

  test('what a template puts into a Secret is told by the workload that takes it from there, else by the Secret', () => {
    const template = { data: { URL: '{{ .USER.Value }}' } };
    const sync = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template })] });
    const holders = (...others: Parameters<typeof reported>) =>
      reported(sync, ...others).rows.map(({ holder, key }) => `${holder.kind} ${holder.name}: ${key}`);
    expect(holders()).toEqual(['Secret api-secrets: USER']);
    expect(holders(workload('web', { URL: 'URL' }))).toEqual(['Deployment web: USER']);
  });
});

describe('the order', () => {
  test('does not depend on that of the manifests', () => {
    const manifests = [syncFrom({}), workload('b', { X: 'X', A: 'A' }), workload('a', { Z: 'Z' })];
    const report = reported(...manifests);
    expect(reported(...manifests.toReversed())).toEqual(report);
    expect(report.rows.map(({ holder, key }) => `${holder.name} ${key}`)).toEqual(['a Z', 'b A', 'b X']);
  });
});

describe('environments', () => {
  const manifests = [syncFrom({}), workload('web', { A: 'A' })];

  test('have the name of Infisical, and the folder too where two clusters share one', () => {
    const titles = (...folders: string[]) =>
      scopesOf(accessReport(folders.flatMap((folder) => readAs(manifests, folder)))).map(({ title }) => title);
    expect(titles('dist/eu')).toEqual(['prod']);
    expect(titles('dist/eu', 'dist/us')).toEqual(['prod (dist/eu)', 'prod (dist/us)']);
  });

  test('can be chosen; a name that is wrong is an error that knows better', () => {
    expect(new Set(filterReport(shop, { environments: ['prod'] }).rows.map((row) => row.environment))).toEqual(
      new Set(['prod']),
    );
    expect(() => filterReport(shop, { environments: ['prd'] })).toThrow('no environment "prd": did you mean "prod"?');
    expect(() => filterReport(shop, { environments: ['qa'] })).toThrow('no environment "qa": they have staging, prod');
  });

  test('of a comparison may be on one side only', () => {
    const prod = reportOf(onlineShop(['prod']));
    expect(filterBoth(prod, shop, { environments: ['staging'] })[0].rows).toEqual([]);
    expect(() => filterBoth(prod, shop, { environments: ['qa'] })).toThrow('no environment "qa"');
  });
});

describe('one key', () => {
  const users = (key: string) =>
    filterReport(shop, { key, environments: ['prod'] }).rows.map((row) => `${row.holder.name} ${keyName(row)}`);

  test('is shown with all who use it', () => {
    expect(users('STRIPE_KEY')).toEqual(['invoice-worker STRIPE_KEY', 'payments-api STRIPE_KEY']);
  });

  test('is shown with who gets it with all others of its folder, and may have it if nobody names it', () => {
    expect(users('SMTP_PASSWORD')).toEqual(['etl every key', 'notifier SMTP_PASSWORD']);
    expect(users('UNKNOWN')).toEqual(['etl every key']);
  });

  test('that nobody uses is an error', () => {
    const { rows, ...rest } = reported(syncFrom({}), workload('web', { TOKEN: 'TOKEN' }));
    expect(() => filterReport({ rows, ...rest }, { key: 'TOKNE', environments: [] })).toThrow('did you mean "TOKEN"?');
  });
});

describe('attention', () => {
  test('for who gets every key and for what holds every key, once for all environments', () => {
    expect(scopesByText(noticesOf(shop))).toEqual([
      {
        text: 'CronJob etl: gets every key of /data, by envFrom from the Secret data-secrets',
        scopes: ['staging', 'prod'],
      },
      {
        text: 'Secret data/data-secrets: holds every key of /data; these manifests use 5 of them by name',
        scopes: ['staging', 'prod'],
      },
    ]);
  });

  test('not for what is so by default: that is a note, once for environments whose namespaces are called like them', () => {
    const filesOf = (envSlug: string) => {
      const managed = managedSecret({ secretName: 'api-secrets', secretNamespace: `shop-${envSlug}` });
      const sync = syncFrom({ envSlug }, { managedKubeSecretReferences: [managed] });
      return [sync, workload('web', { A: 'A' })].map((one) => ({
        ...one,
        metadata: { ...one.metadata, namespace: `shop-${envSlug}` },
      }));
    };
    const all = ['staging', 'prod'].flatMap((slug) => readAs(filesOf(slug), `dist/${slug}`));
    const text = 'Secret shop-<environment>/api-secrets: holds every key of /api; these manifests use 1 of them by name';
    const noted = { attention: [], note: [{ text, scopes: ['staging', 'prod'] }] };
    expect(noticesByLevel(accessReport(all))).toEqual(noted);
  });

  test('for a Secret that nobody uses', () => {
    expect(noticesOf(reported(syncFrom({})))).toMatchObject([
      { text: expect.stringContaining('holds every key of /api; these manifests use no key of it by name') },
    ]);
  });

  test('not for one secret that is read by its name', () => {
    expect(noticesOf(reported(syncFrom({ secretName: 'ONE' }), workload('web', { ONE: 'ONE' })))).toEqual([]);
  });

  test('for who gets every key in one value that a template makes of them', () => {
    const template = { data: { FILE: '{{ . | toJson }}', ONE: '{{ .A.Value }}' } };
    const sync = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template })] });
    const texts = (key: string) => noticesOf(reported(sync, workload('web', { V: key }))).map(({ text }) => text);
    expect(texts('FILE')).toEqual(['Deployment web: gets every key of /api, by env from the Secret api-secrets']);
    expect(texts('ONE')).toEqual([]);
  });

  test('for each container that takes a Secret', () => {
    expect(noticesOf(reported(syncFrom({}), taker('web')))[0].text).toBe(
      'Deployment web: gets every key of /api, by envFrom from the Secret api-secrets',
    );
  });
});

describe('what names a Secret and runs no pods', () => {
  const database = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { superuserSecret: { name: 'api-secrets' }, token: { name: 'api-secrets', key: 'TOKEN' } },
  };

  test('is a user like any other, by the field that names it', () => {
    const report = reported(infisicalSecret(), database as never);
    expect(report.rows.map((row) => `${row.holder.kind} ${keyName(row)} ${arrivalText(row)}`)).toEqual([
      'Cluster every key field spec.superuserSecret.name',
      'Cluster TOKEN field spec.token.name',
    ]);
    expect(report.workloads.map(({ workload }) => workload.name)).toEqual(['db']);
  });

  test('may take any key where it says none', () => {
    expect(noticesOf(reported(infisicalSecret(), database as never)).map(({ text }) => text)).toContain(
      'Cluster db: may take any key of /api, as spec.superuserSecret.name names the Secret api-secrets',
    );
  });
});
