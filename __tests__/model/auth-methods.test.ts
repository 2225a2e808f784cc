import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InfisicalAuth, InfisicalAuthMethod } from '../../lib';
import { AUTH_METHODS, SENSITIVE_KEYS } from '../../lib/model/auth';
import {
  type AuthMethod,
  factoryOf,
  type Login,
  missingParts,
  optionsOf,
  secretKeysOf,
  unknownParts,
} from '../../lib/model/auth/auth-method';
import { Field, type Path, pathText } from '../../lib/model/field';
import type { Generation } from '../../lib/model/kinds';
import type { Resource } from '../../lib/model/resource';
import { authenticationPage } from '../../tools/authentication';
import { validateCustomResource } from '../crds/crd-bundle';
import { loginOf, renderedLogins } from './declared';

const each = AUTH_METHODS.map((method) => [method.name, method] as const);

describe.each(each)('%s', (_, method) => {
  test('its example is what the schemas of both generations take', () => {
    const found = renderedLogins(method).flatMap((object) => validateCustomResource({ ...object }));
    expect(found).toEqual([]);
  });

  test('what is read back from each of its blocks is what was declared', () => {
    for (const object of renderedLogins(method)) {
      const login = loginOf(object);
      const read = login && optionsOf(login, 'shop', ID);
      expect(read).toEqual(toldIn(object.kind, method));
    }
  });

  test('an empty block lacks all that it needs, and says what to write', () => {
    for (const generation of method.v1beta1 ? (['v1alpha1', 'v1beta1'] as const) : (['v1alpha1'] as const)) {
      const empty = emptyLogin(method, generation);
      expect(missingParts(empty).length).toBeGreaterThan(0);
      expect(optionsOf(empty, 'shop', ID)).toBeUndefined();
    }
  });

  test('what must not be empty must not be anything but a text, or no program can declare it', () => {
    for (const object of renderedLogins(method).filter(({ kind }) => kind !== 'InfisicalAuth')) {
      const login = loginOf(object) as Login;
      const required = leavesOf(login.block).filter((leaf) => missingParts(withValue(login, leaf, '')).length > 0);
      expect(required).not.toEqual([]);
      for (const leaf of required) {
        for (const odd of [5, true, [], ['x'], {}, { name: 'x' }]) {
          expect(optionsOf(withValue(login, leaf, odd), 'shop')).toBeUndefined();
        }
      }
    }
  });

  test('a factory makes it, and an enumeration names it', () => {
    const factories = InfisicalAuth as unknown as Record<string, (options: object) => InfisicalAuth>;
    const auth = factories[factoryOf(method)](method.example);
    expect(auth._declaration).toEqual({ method, options: method.example });
    expect(Object.values(InfisicalAuthMethod)).toContain(auth.method);
  });

  test('the keys of the Secrets that its blocks refer to are known', () => {
    for (const object of renderedLogins(method)) {
      const login = loginOf(object) as Login;
      const references = login.block.entries().flatMap(referencesIn);
      const told = secretKeysOf(login).map(({ field }) => pathText(field.path));
      expect(new Set(told)).toEqual(new Set(references.filter((at) => !at.includes('serviceAccountRef'))));
    }
  });
});

const ID = '6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d';

/** What a resource of a kind says of the example: not what is the default, and not what its block has no field for. */
function toldIn(kind: string, { example }: AuthMethod): object {
  const { autoCreateToken, managedIdentityClientId, ...rest } = example as Record<string, unknown>;
  return kind === 'InfisicalSecret' && managedIdentityClientId ? { ...rest, managedIdentityClientId } : rest;
}

function emptyLogin(method: AuthMethod, generation: Generation): Login {
  const resource: Resource = { manifest: { apiVersion: '', kind: 'InfisicalSecret', metadata: {} } };
  return { resource, generation, method, block: Field.of({}) };
}

/** The paths in the block of a login at which something simple stands. */
function leavesOf(field: Field): Path[] {
  const inner = field.entries().flatMap(([, part]) => leavesOf(part));
  return field.isObject ? inner : [field.path];
}

function withValue(login: Login, path: Path, value: unknown): Login {
  const block = structuredClone(login.block.raw) as Record<string, unknown>;
  const inBlock = path.slice(login.block.path.length);
  const holder = inBlock.slice(0, -1).reduce((place, key) => place[key] as Record<string, unknown>, block);
  holder[inBlock[inBlock.length - 1]] = value;
  return { ...login, block: Field.of(block) };
}

function referencesIn([name, field]: [string, Field]): string[] {
  const isReference = /Ref$|SecretReference$/.test(name);
  return isReference ? [pathText(field.path)] : field.entries().flatMap(referencesIn);
}

test('what somebody can log in with is sensitive, and a name or an id is not', () => {
  const keys = [...SENSITIVE_KEYS];
  expect(keys).toEqual(expect.arrayContaining(['clientSecret', 'infisicalToken', 'password']));
  expect(keys).toEqual(expect.arrayContaining(['serviceAccountAccessKey', 'serviceAccountPrivateKey']));
  expect(keys.filter((key) => ['clientId', 'username', 'serviceAccountPublicKey'].includes(key))).toEqual([]);
});

test('v1beta1 says what it cannot take over', () => {
  const unknown = AUTH_METHODS.flatMap((method) =>
    unknownParts({ method, options: { ...method.example, autoCreateToken: false } }, 'InfisicalAuth'),
  );
  expect(unknown).toEqual([
    'autoCreateToken: false has no counterpart in v1beta1: let the operator request the token, which it always does there',
    'v1beta1 does not know managedIdentityClientId "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a": give the operator\'s pod that identity',
  ]);
});

test('the schemas have no other method', () => {
  const text = readFileSync(join(__dirname, '../../imports/secrets.infisical.com.ts'), 'utf8');
  const methods = [...text.matchAll(/^export enum InfisicalAuthSpecMethod \{([^}]*)\}/gm)]
    .join('')
    .matchAll(/"([^"]+)"/g);
  const known = AUTH_METHODS.filter(({ v1beta1 }) => v1beta1).map(({ name }) => name);
  expect(new Set([...methods].map(([, name]) => name))).toEqual(new Set(known));
});

test('the page about authentication has each of them (npm run rules)', () => {
  const page = readFileSync(join(__dirname, '../../docs/authentication.md'), 'utf8');
  expect(page).toBe(authenticationPage(page));
  for (const method of AUTH_METHODS) expect(page).toContain(`InfisicalAuth.${factoryOf(method)}({`);
});
