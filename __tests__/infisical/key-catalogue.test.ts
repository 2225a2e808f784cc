import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyCatalogue } from '../../lib';

const folder = mkdtempSync(join(tmpdir(), 'key-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROD = {
  environment: 'prod',
  path: '/orders',
  recursive: false,
  origins: [
    { environment: 'prod', path: '/orders', imported: false, keys: ['DATABASE_URL', 'sentry.dsn', 'X-API-KEY'] },
    { environment: 'prod', path: '/shared', imported: true, keys: ['DATABASE_URL', 'TRACING'] },
  ],
};
const DEV = {
  environment: 'dev',
  path: '/',
  recursive: true,
  origins: [
    { environment: 'dev', path: '/', imported: false, keys: ['PORT'] },
    { environment: 'dev', path: '/web', imported: false, keys: ['SESSION'] },
  ],
};
const SHOP = {
  format: 1,
  host: 'https://app.infisical.com',
  project: { slug: 'shop', id: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001' },
  places: [PROD, DEV],
};

let files = 0;
function fileWith(content: unknown): string {
  const own = join(folder, String(files++));
  mkdirSync(own);
  const file = join(own, '0.lock.json');
  writeFileSync(file, typeof content === 'string' || content instanceof Buffer ? content : JSON.stringify(content));
  return file;
}

const catalogue = (change: object = {}) => KeyCatalogue.fromFile(fileWith({ ...SHOP, ...change }));

/** The message, with the file as "FILE" and its folder as "FOLDER". */
function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message
      .replaceAll(/\S*\/\d+\.lock\.json(?::\d+:\d+)?/g, 'FILE')
      .replaceAll(new RegExp(`${folder}(?:/\\d+)?`, 'g'), 'FOLDER');
  }
  throw new Error('nothing was thrown');
}

describe('a key catalogue', () => {
  test('knows host, slug and id of its project', () => {
    expect(catalogue()).toMatchObject({
      hostUrl: 'https://app.infisical.com',
      projectSlug: 'shop',
      projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001',
    });
    expect(catalogue({ project: { id: 'abc' } }).projectSlug).toBeUndefined();
  });

  test.each(['DATABASE_URL', 'sentry.dsn', 'X-API-KEY', 'SESSION'])('gives the name of the key %s back', (name) => {
    expect(catalogue().key(name)).toBe(name);
  });

  test.each([
    ['DATABSE_URL', 'FILE has no key "DATABSE_URL": did you mean "DATABASE_URL"?'],
    ['sentry-dsn', 'FILE has no key "sentry-dsn": did you mean "sentry.dsn"?'],
    [
      'constructor',
      'FILE has no key "constructor": correct it, or bring the catalogue up to date with `npx cdk8s-infisical import`',
    ],
    [
      'postgres://shop:hunter2@db/shop',
      'FILE has no key (no valid key, 31 characters): correct it, or bring the catalogue up to date with `npx cdk8s-infisical import`',
    ],
  ])('refuses the key %s', (name, message) => {
    expect(messageOf(() => catalogue().key(name))).toBe(message);
  });

  test('refuses what is no text as the name of a key', () => {
    expect(messageOf(() => catalogue().key(3000 as unknown as string))).toBe(
      'FILE: the name of a key must be text, found a number',
    );
  });

  test('offers nothing that looks like a value', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const origins = [{ environment: 'dev', path: '/', imported: false, keys: [token] }];
    const message = messageOf(() => catalogue({ places: [{ ...DEV, origins }] }).key(token.slice(1)));
    expect(message).not.toContain(token.slice(2));
  });

  test.each<[string, [string, string?, boolean?], string[]]>([
    [
      'of a folder, with what is imported into it',
      ['prod', '/orders'],
      ['DATABASE_URL', 'TRACING', 'X-API-KEY', 'sentry.dsn'],
    ],
    ['of a path however it is written', ['prod', 'orders/'], ['DATABASE_URL', 'TRACING', 'X-API-KEY', 'sentry.dsn']],
    ['of the folder / where none is given', ['dev'], ['PORT']],
    ['of a folder and those below', ['dev', '/', true], ['PORT', 'SESSION']],
    ['of a folder below one that was read with all below it', ['dev', '/web'], ['SESSION']],
  ])('lists the keys %s', (_, place, keys) => {
    expect(catalogue().keysAt(...place)).toEqual(keys);
    expect(catalogue()._knownKeysAt(...place)).toEqual(keys);
  });

  test('knows keys by whatever names Infisical has for them', () => {
    const keys = ['with space', '*/', '__proto__', '\u0000', '\u202eRTL', '\ud800', '名前'];
    const origins = [{ environment: 'dev', path: '/', imported: false, keys }];
    const odd = catalogue({ places: [{ ...DEV, origins }] });
    expect(odd.keysAt('dev')).toEqual([...keys].sort());
    expect(keys.map((key) => odd.key(key))).toEqual(keys);
  });

  test('does not know a folder below one that imports something: it may be imported into either', () => {
    const imports = { environment: 'dev', path: '/shared', imported: true, keys: ['TRACING'] };
    const places = [{ ...DEV, origins: [...DEV.origins, imports] }];
    expect(catalogue({ places })._knownKeysAt('dev', '/web')).toBeUndefined();
    expect(catalogue({ places }).keysAt('dev', '/', true)).toEqual(['PORT', 'SESSION', 'TRACING']);
  });

  test('knows of a place that has no key', () => {
    const places = [{ environment: 'dev', path: '/', recursive: false, origins: [] }];
    expect(catalogue({ places }).keysAt('dev')).toEqual([]);
  });
});

describe('a place that was not imported is told with the command that imports it', () => {
  const SELF = { host: 'https://secrets.example.com', project: { id: '6f1c2d7e' } };

  test.each<[string, object, [string, string?, boolean?], string]>([
    [
      'another environment, with the folders that the others have',
      { places: [PROD, { ...PROD, path: '/web' }, { ...PROD, environment: 'staging' }] },
      ['qa', '/orders'],
      'FILE does not know the keys at "qa:/orders": run `npx cdk8s-infisical import --environment qa --path /orders /web --folder FOLDER`',
    ],
    [
      'another path',
      {},
      ['prod', '/web'],
      'FILE does not know the keys at "prod:/web": run `npx cdk8s-infisical import --path /web --folder FOLDER`',
    ],
    [
      'a misspelt environment',
      {},
      ['prd', '/orders'],
      'FILE does not know the keys at "prd:/orders": did you mean "prod"? Else run `npx cdk8s-infisical import --environment prd --path /orders / --recursive --folder FOLDER`',
    ],
    [
      'the folders below, on a host of its own',
      SELF,
      ['prod', '/orders', true],
      'FILE does not know the keys at "prod:/orders" and below: run `npx cdk8s-infisical import --path /orders --recursive --host https://secrets.example.com --folder FOLDER`',
    ],
    [
      'one with characters that a shell obeys',
      {},
      ['prod', "/it's $(here)"],
      `FILE does not know the keys at "prod:/it's $(here)": run \`npx cdk8s-infisical import --path '/it'\\''s $(here)' --folder FOLDER\``,
    ],
    [
      'one that looks like a credential',
      {},
      [`ghp_${'a1B2'.repeat(9)}`],
      'FILE does not know the keys at (a text, 42 characters): run `npx cdk8s-infisical import --environment <…> --path /orders / --recursive --folder FOLDER`',
    ],
  ])('%s', (_, change, place, message) => {
    expect(catalogue(change)._knownKeysAt(...place)).toBeUndefined();
    expect(messageOf(() => catalogue(change).keysAt(...place))).toBe(message);
  });

  test('which catalogue is meant is said where there are several', () => {
    const file = fileWith(SHOP);
    writeFileSync(file.replace('0.lock', '1.lock'), JSON.stringify({ ...SHOP, project: { slug: 'mail' } }));
    expect(messageOf(() => KeyCatalogue.fromFile(file).keysAt('prod', '/web'))).toMatch(
      / import --name 0 --path \/web /,
    );
  });

  test('a host that a command takes for the own one needs no flag, and nobody else does', () => {
    const [OWN, OTHER] = ['https://secrets.example.com', 'https://other.example.com'];
    const commandAt = (host: string, configured: string[]) =>
      catalogue({ host })._unknownFolder('prod', '/web', false, configured);
    expect(commandAt(OWN, [OTHER, OWN])).not.toContain('--host');
    expect(commandAt(OWN, [OTHER])).toContain(`--host ${OWN}`);
    expect(commandAt('https://eu.infisical.com', [])).not.toContain('--host');
    expect(commandAt('https://eu.infisical.com', [OWN])).toContain('--host https://eu.infisical.com');
  });

  test('the folder of import itself needs no flag', () => {
    const cwd = process.cwd();
    mkdirSync(join(folder, 'imports/infisical'), { recursive: true });
    writeFileSync(join(folder, 'imports/infisical/shop.lock.json'), JSON.stringify(SHOP));
    try {
      process.chdir(folder);
      expect(messageOf(() => KeyCatalogue.fromFile('./imports/infisical/shop.lock.json').keysAt('qa'))).toMatch(
        /: run `npx cdk8s-infisical import --environment qa --path \/orders \/ --recursive`$/,
      );
    } finally {
      process.chdir(cwd);
    }
  });
});

describe('fromFile refuses', () => {
  test('a file that is not there, with the command that makes it and what helps where the working folder is another', () => {
    expect(messageOf(() => KeyCatalogue.fromFile('imports/infisical/shop.lock.json'))).toBe(
      `imports/infisical/shop.lock.json: there is no such file below "${process.cwd()}": make it with \`npx cdk8s-infisical import --project <slug or id> --environment <slug> --name shop\`. Where the program runs in another folder, as tests may that are started above it, give an absolute path: in TypeScript path.join(__dirname, '…')`,
    );
    expect(messageOf(() => KeyCatalogue.fromFile(join(folder, 'shop.lock.json')))).toBe(
      'FOLDER/shop.lock.json: there is no such file: make it with `npx cdk8s-infisical import --project <slug or id> --environment <slug> --name shop`',
    );
  });

  test.each([
    ['orders.lock.jsn', 'orders.lock.json'],
    ['order.lock.json', 'orders.lock.json'],
    ['orders', 'orders.lock.json'],
  ])('the name %s, with the one that was meant', (name, meant) => {
    writeFileSync(join(folder, 'orders.lock.json'), JSON.stringify(SHOP));
    expect(messageOf(() => KeyCatalogue.fromFile(join(folder, name)))).toBe(
      `FOLDER/${name}: there is no such file: did you mean "${meant}"?`,
    );
  });

  test('the constants, which nobody is told to delete', () => {
    const file = join(folder, 'orders.ts');
    writeFileSync(file, 'export const OrdersKeys = {};\n');
    expect(messageOf(() => KeyCatalogue.fromFile(file))).toMatch(
      /^FOLDER\/orders\.ts(:1:1)?: it is no JSON: name the \.lock\.json file that `npx cdk8s-infisical import` made$/,
    );
  });

  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a number', 3],
  ])('%s in place of a path', (found, file) => {
    expect(messageOf(() => KeyCatalogue.fromFile(file as string))).toBe(
      `KeyCatalogue.fromFile takes the path of a .lock.json file, found ${found}`,
    );
  });

  test('a folder, and a file that is too large', () => {
    expect(messageOf(() => KeyCatalogue.fromFile(folder))).toContain(': it is no file: ');
    const large = fileWith('{}');
    truncateSync(large, 33 * 1024 * 1024);
    expect(messageOf(() => KeyCatalogue.fromFile(large))).toBe('FILE: it is larger than 32 MiB, and no key catalogue');
  });

  const AGAIN = ': delete it, and make it again with `npx cdk8s-infisical import`';
  const place = (change: object) => ({ ...SHOP, places: [PROD, { ...DEV, ...change }] });
  const origin = (change: object) => place({ origins: [{ ...DEV.origins[0], ...change }] });

  test.each<[string, unknown, string]>([
    ['what is no JSON', 'password=hunter2', 'it is no JSON'],
    ['other bytes than UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'it is no text in UTF-8'],
    ['a list', [], 'the whole must be an object, found a list'],
    ['nothing', 'null', 'the whole must be an object, found nothing'],
    ['another format', { ...SHOP, format: 2 }, 'it is no key catalogue that this version reads (format 1)'],
    [
      'a field that nobody knows',
      { ...SHOP, values: {} },
      'the whole has the field "values", which no key catalogue has',
    ],
    ['a prototype', '{"format":1,"__proto__":{}}', 'the whole has the field "__proto__", which no key catalogue has'],
    ['no host', { ...SHOP, host: undefined }, 'host must be text, found nothing'],
    [
      'a host that is none',
      { ...SHOP, host: 'secrets.example.com' },
      'host is no URL such as "https://secrets.example.com"',
    ],
    [
      'a host with a user',
      { ...SHOP, host: 'https://u:hunter2@h' },
      'host is no URL such as "https://secrets.example.com"',
    ],
    ['a project without a name', { ...SHOP, project: {} }, 'project names neither slug nor id'],
    ['a slug that is a number', { ...SHOP, project: { slug: 4711 } }, 'project.slug must be text, found a number'],
    ['places that are no list', { ...SHOP, places: {} }, 'places must be a list, found an object'],
    ['the same place twice', { ...SHOP, places: [DEV, DEV] }, 'places[1] is there twice'],
    [
      'a place without environment',
      place({ environment: undefined }),
      'places[1].environment must be text, found nothing',
    ],
    ['an environment that is empty', place({ environment: '' }), 'places[1].environment is empty'],
    ['a path that climbs nowhere', place({ path: 'web' }), 'places[1].path is no path like "/a/b"'],
    ['a flag that is a text', place({ recursive: 'true' }), 'places[1].recursive must be true or false, found a text'],
    [
      'a flag that is misspelt',
      place({ recursiv: true }),
      'places[1] has the field "recursiv", which no key catalogue has',
    ],
    ['keys that are no list', origin({ keys: 'PORT' }), 'places[1].origins[0].keys must be a list, found a text'],
    [
      'a key that is an object',
      origin({ keys: [{ PORT: 'hunter2' }] }),
      'places[1].origins[0].keys[0] must be text, found an object',
    ],
    [
      'a slug that a terminal obeys',
      { ...SHOP, project: { slug: '\u001b[2J' } },
      'project.slug has a character that nobody sees',
    ],
    ['an empty key', origin({ keys: [''] }), 'places[1].origins[0].keys[0] is empty'],
  ])('%s', (_, content, what) => {
    expect(messageOf(() => KeyCatalogue.fromFile(fileWith(content)))).toBe(`FILE: ${what}${AGAIN}`);
  });

  test('the marks of a merge conflict, with the way out', () => {
    const text = JSON.stringify(SHOP, null, 2).replace('"places"', '<<<<<<< HEAD\n=======\n>>>>>>> qa\n"places"');
    expect(messageOf(() => KeyCatalogue.fromFile(fileWith(text)))).toBe(
      'FILE: it has the marks of a merge conflict: take one side (`git checkout --theirs` or `--ours` it), and run `npx cdk8s-infisical import`',
    );
  });
});
