import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { hclComment, hclText } from '../../cli/languages/hcl';
import { terraform } from '../../cli/report/role/terraform';
import { referredKeys } from '../../cli/roles/referred-keys';
import type { Role } from '../../cli/roles/role';
import { type Purpose, rolesFor } from '../../cli/roles/roles';
import type { Manifest } from '../../lib/model/manifest';
import { hostile } from '../cli/languages/hostile';
import { onlineShop, readFiles } from '../cli/report/online-shop';
import { readAs, syncFrom, taker, workload } from '../cli/report/reported';
import { dynamicSecret, PROJECT_ID, pushSecret, staticSecretPush } from '../validation/manifests';
import { PROJECT } from './packed-library';

interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: { readonly [name: string]: unknown };
}

function hclReads(text: string, ...args: string[]): string {
  const cwd = join(PROJECT, 'tools/hcl-reads');
  const { status, stdout, stderr, error } = spawnSync('go', ['run', '.', ...args], {
    cwd,
    input: text,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw error ?? new Error(stderr);
  return stdout;
}

/** What the code of Terraform reads in it. */
function readByTerraform(text: string): Block[] {
  return JSON.parse(hclReads(text));
}

/** As `terraform fmt` writes it. */
function formattedByTerraform(text: string): string {
  return hclReads(text, 'format');
}

/** A text as it can be written: without halves of characters, and composed, as Terraform keeps it. */
const written = (text: string) => text.replaceAll(/\p{Cs}/gu, '\ufffd').normalize('NFC');

const TEXTS = fc.sample(hostile, { numRuns: 10_000, seed: 1 });

test('every text of Terraform is read as it was, and a comment is nothing', () => {
  const attributes = TEXTS.map((text, i) => `  ${hclComment(text)}\n  a${i} = ${hclText(text)}\n`);
  const [block, ...others] = readByTerraform(`resource "a" "b" {\n${attributes.join('')}}\n`);
  expect(others).toEqual([]);
  expect(block.attributes).toEqual(Object.fromEntries(TEXTS.map((text, i) => [`a${i}`, written(text)])));
});

function roleOf(text: string): Role {
  return {
    host: text,
    projectSlug: text,
    identity: text,
    slug: text,
    name: text,
    description: text,
    notes: [text],
    permissions: [
      {
        subject: 'secrets',
        action: [text],
        inverted: false,
        conditions: { environment: { $eq: text }, secretPath: { $glob: text }, secretName: { $in: [text, 'KEY'] } },
      },
    ],
  };
}

test('roles with odd names are the resources that they are meant to be, and no others', () => {
  const roles = TEXTS.slice(0, 500).map(roleOf);
  const blocks = readByTerraform(terraform({ roles, without: TEXTS.slice(0, 500) }));
  expect(new Set(blocks.map(({ labels }) => labels.join())).size).toBe(roles.length);
  expect(blocks.map(({ type, attributes }) => ({ type, attributes }))).toEqual(
    roles.map(({ name }) => {
      const text = written(name);
      const permission = { subject: 'secrets', action: [text], inverted: false, conditions: expect.any(String) };
      return {
        type: 'resource',
        attributes: { project_slug: text, name: text, slug: text, description: text, permissions_v2: [permission] },
      };
    }),
  );
  const conditions = blocks.map(({ attributes }) =>
    JSON.parse((attributes.permissions_v2 as { conditions: string }[])[0].conditions),
  );
  expect(conditions).toEqual(
    roles.map(({ name }) => {
      const text = written(name);
      return { environment: { $eq: text }, secretPath: { $glob: text }, secretName: { $in: [text, 'KEY'] } };
    }),
  );
});

describe('terraform fmt has nothing to change', () => {
  const keys = (count: number, name: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}_${i}`, `${name}_${i}`]));
  const reading = (count: number, scope: object, name = 'KEY'): Manifest[] => [
    syncFrom({ ...scope }),
    workload('web', keys(count, name)),
  ];
  const BY_ID = { projectSlug: undefined, projectId: PROJECT_ID };
  const LONG = 'a'.repeat(90);
  const SHAPES: Manifest[][] = [
    ...Array.from({ length: 50 }, (_, i) => reading(i + 1, {})),
    ...Array.from({ length: 50 }, (_, i) => reading(i + 1, BY_ID)),
    ...[1, 2, 9].map((count) => reading(count, { recursive: true, secretsPath: '/a*[b]{c}' }, 'A_LONG_NAME_OF_A_KEY')),
    reading(1, { projectSlug: LONG, secretsPath: `/${LONG}/${LONG}`, envSlug: LONG }, LONG.toUpperCase()),
    [syncFrom({}), taker('job')],
    [syncFrom(BY_ID), taker('job')],
    [
      ...reading(1, {}),
      syncFrom({ secretsPath: '/other', recursive: true }, {}),
      dynamicSecret(),
      pushSecret(),
      staticSecretPush(),
    ],
    [syncFrom({ secretName: 'ONE' }), syncFrom({ ...BY_ID, secretName: 'ONE' })],
  ];

  test.each<Purpose>(['operator', 'check'])('in a role for %s of any shape', (purpose) => {
    const text = [...SHAPES.map((shape) => readAs(shape)), readFiles(onlineShop())]
      .map((read) => terraform(rolesFor(purpose, read)))
      .join('\n');
    expect(text).toContain(purpose === 'operator' ? 'secretName = {' : 'describeSecret');
    expect(formattedByTerraform(text)).toBe(text);
  });

  test('with keys that --also names', () => {
    const referred = referredKeys(['A', 'prod:/api/below:B']);
    const text = terraform(rolesFor('operator', readAs(reading(3, { recursive: true })), { referred }));
    expect(formattedByTerraform(text)).toBe(text);
  });

  test('whatever its texts are', () => {
    const text = terraform({ roles: TEXTS.slice(0, 2_000).map(roleOf), without: TEXTS.slice(0, 500) });
    expect(formattedByTerraform(text)).toBe(text);
  });
});
