import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { type Catalogue, catalogueOf } from '../../../cli/import/catalogue';
import { namesFor, typescriptOf } from '../../../cli/import/typescript';
import { PROJECT } from '../../project/main-program';
import { compile, load, programFolder, removeProgramFolders } from './generated-code';

afterAll(removeProgramFolders);

const HOST = 'https://app.infisical.com';

function catalogue(folders: { [folder: string]: string[] }, slug = 'shop'): Catalogue {
  const found = Object.entries(folders).map(([name, keys]) => {
    const [environment, path] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
    const folder = { host: HOST, projectSlug: slug, environment, path, recursive: false };
    return { folder, listing: [{ environment, path, imported: false, keys }] };
  });
  return catalogueOf(HOST, { slug }, found);
}

const SHOP = catalogue({ 'prod:/': ['PORT', 'DATABASE_URL'], 'staging:/': ['PORT'], 'prod:/api': ['TOKEN'] });

/** Names that are no identifiers, that mean something to JavaScript, or that nobody sees. */
const ODD = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'name',
  'length',
  'default',
  'class',
  'with-dash',
  'with.dot',
  '1ST',
  '42',
  'with space',
  "it's",
  '"quoted"',
  'back\\slash',
  '`${x}`',
  '*/ end',
  '/* begin',
  '//',
  'ÜNÏCODE',
  '名前',
  '🔑',
  '\u202eRTL',
  '\u2028LINE',
  'new\nline',
  '\u0000',
  '$',
  '_',
  'a',
  'A',
];

test('the keys are sorted constants that say where they exist', () => {
  expect(typescriptOf(SHOP, 'shop').split('\n\n').slice(0, 5)).toEqual([
    '// Made by `cdk8s-infisical import`: the names of secrets, never a value. Do not edit.',
    "const PROJECT = 'shop';",
    [
      '/** The secret keys of the Infisical project "shop". */',
      'export const ShopKeys = telling({',
      '  /** At prod:/. */',
      "  DATABASE_URL: 'DATABASE_URL',",
      '  /** At prod:/, staging:/. */',
      "  PORT: 'PORT',",
      '  /** At prod:/api. */',
      "  TOKEN: 'TOKEN',",
      '} as const);',
    ].join('\n'),
    '/** One of them. */\nexport type ShopKey = (typeof ShopKeys)[keyof typeof ShopKeys];',
    [
      'const PLACES = new Map<string, readonly string[]>([',
      "  ['prod:/', ['DATABASE_URL', 'PORT']],",
      "  ['staging:/', ['PORT']],",
      "  ['prod:/api', ['TOKEN']],",
      ']);',
    ].join('\n'),
  ]);
});

describe('the keys of a place', () => {
  const { at } = load(typescriptOf(SHOP, 'shop'));

  test('are those of one environment and path, with those of the folders below if wanted', () => {
    expect(at('prod')).toEqual(['DATABASE_URL', 'PORT']);
    expect(at('prod', '/', true)).toEqual(['DATABASE_URL', 'PORT', 'TOKEN']);
    expect(at('prod', '/api')).toEqual(['TOKEN']);
  });

  test('that is not imported are an error that says what is', () => {
    expect(() => at('prdo')).toThrow(
      'project "shop": the keys at prdo:/ are not known, only those at prod:/, staging:/, prod:/api: run npx cdk8s-infisical import',
    );
    expect(() => at('constructor', '/')).toThrow(/not known/);
  });

  test('are a list of their own each time', () => {
    at('prod').push('OTHER');
    expect(at('prod')).toEqual(['DATABASE_URL', 'PORT']);
  });

  test('hold what is imported into the folder', () => {
    const folder = { host: HOST, projectSlug: 'shop', environment: 'prod', path: '/api', recursive: false };
    const listing = [
      { environment: 'prod', path: '/api', imported: false, keys: ['OWN'] },
      { environment: 'common', path: '/shared', imported: true, keys: ['SHARED'] },
    ];
    const code = typescriptOf(catalogueOf(HOST, { slug: 'shop' }, [{ folder, listing }]), 'shop');
    expect(load(code).at('prod', '/api')).toEqual(['OWN', 'SHARED']);
    expect(code).toContain("/** At common:/shared. */\n  SHARED: 'SHARED',");
  });
});

describe('a typo', () => {
  const code = typescriptOf(SHOP, 'shop');

  test('is a compile error, which names the key that was meant', () => {
    const use = (key: string) =>
      `import { ShopKeys } from './shop';\nexport const keys: string[] = [ShopKeys.${key}];\n`;
    expect(compile({ 'shop.ts': code, 'main.ts': use('DATABASE_URL') })).toBe('');
    expect(compile({ 'shop.ts': code, 'main.ts': use('DATABSE_URL') })).toMatch(
      /main\.ts.*'DATABSE_URL' does not exist on type .*Did you mean 'DATABASE_URL'\?/s,
    );
  });

  test.each(['DATABSE_URL', 'DATABASSE_URL', 'DATABASE_URI', 'DATABASE_ULR'])(
    'is an error without types too: %s',
    (key) => {
      const { keys } = load(code);
      expect(() => keys[key]).toThrow(`project "shop" has no key "${key}": did you mean "DATABASE_URL"?`);
    },
  );

  test('is told from what programs ask of any object', async () => {
    const { keys } = load(code);
    expect(JSON.stringify(keys)).toBe('{"DATABASE_URL":"DATABASE_URL","PORT":"PORT","TOKEN":"TOKEN"}');
    expect(await Promise.resolve(keys)).toBe(keys);
    expect(`${Object.keys(keys)}`).toBe('DATABASE_URL,PORT,TOKEN');
    expect(keys).toEqual({ DATABASE_URL: 'DATABASE_URL', PORT: 'PORT', TOKEN: 'TOKEN' });
  });
});

describe('whatever the names are', () => {
  test('each is a constant with its own name as the value', () => {
    const { keys, at } = load(typescriptOf(catalogue({ 'prod:/': ODD }), 'shop'));
    expect(Object.keys(keys).sort()).toEqual([...ODD].sort());
    for (const name of ODD) expect(keys[name]).toBe(name);
    expect(at('prod')).toEqual([...ODD].sort());
  });

  test('the code compiles, with types that can be stripped, and what nobody sees is escaped', () => {
    const code = typescriptOf(catalogue({ 'prod:/': ODD, 'prod:/*/ `${x}` \u202e': ODD }, '*/ "x" `${y}` \\'), 'shop');
    expect(compile({ 'shop.ts': code })).toBe('');
    for (const character of ['\u202e', '\u2028', '\u0000']) expect(code).not.toContain(character);
  });

  test('any text is its own value', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 9 }),
        (names) => {
          const { keys } = load(typescriptOf(catalogue({ 'prod:/': names }), 'shop'));
          for (const name of names) expect(keys[name]).toBe(name);
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });

  test.each([
    ['shop', 'ShopKeys', 'shopKeysAt'],
    ['my-shop_2', 'MyShop2Keys', 'myShop2KeysAt'],
    ['2nd', 'Project2ndKeys', 'project2ndKeysAt'],
    ['名前', 'ProjectKeys', 'projectKeysAt'],
    ['project', 'ProjectKeys', 'projectKeysAt'],
  ])('a project called %s has %s and %s', (project, keys, keysAt) => {
    expect(namesFor(project)).toEqual({ keys, keysAt });
    expect(typescriptOf(SHOP, project)).toContain(`export const ${keys} = `);
  });
});

test('the code runs by way of tsx', () => {
  const folder = programFolder({
    'shop.ts': typescriptOf(SHOP, 'shop'),
    'main.ts':
      "import { ShopKeys, shopKeysAt } from './shop';\nprocess.stdout.write(ShopKeys.PORT + shopKeysAt('staging'));\n",
  });
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [...args, join(folder, 'main.ts')], { encoding: 'utf8', cwd: PROJECT });
  expect(run('--import', 'tsx')).toBe('PORTPORT');
});
