import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { hclComment, hclText } from '../../cli/languages/hcl';
import type { Role } from '../../cli/report/role/role';
import { terraform } from '../../cli/report/role/terraform';
import { hostile } from '../cli/languages/hostile';
import { PROJECT } from './packed-library';

interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: { readonly [name: string]: unknown };
}

/** What the code of Terraform reads in it. */
function readByTerraform(text: string): Block[] {
  const cwd = join(PROJECT, 'tools/hcl-reads');
  const { status, stdout, stderr, error } = spawnSync('go', ['run', '.'], {
    cwd,
    input: text,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw error ?? new Error(stderr);
  return JSON.parse(stdout);
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

test('roles with odd names are the resources that they are meant to be, and no others', () => {
  const roles = TEXTS.slice(0, 500).map(
    (text): Role => ({
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
    }),
  );
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
