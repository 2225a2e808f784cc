import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { readManifests } from '../../../cli/manifests/read-files';
import { podPlaceIn } from '../../../lib/model/pods';
import { synthesized } from '../../cli/adopt/in-process';
import type { Manifest } from '../../synthesis';
import { PROJECT } from '../packed-library';
import { type ApiServer, apiServers } from './api-server';
import { documentsIn } from './document-case';

const VALID = join(PROJECT, '__tests__/fixtures/adopt/valid');

let servers: readonly ApiServer[];

beforeAll(() => {
  servers = apiServers();
}, 1_800_000);

interface Update {
  readonly name: string;
  readonly before: { readonly text: string } | { readonly object: object };
  readonly object: Manifest;
}

/** Of each workload and Service of a file what was there, as kubectl reads it, and what the program makes of it. */
function updatesIn(file: string, migrate: boolean): Update[] {
  const path = join(VALID, file);
  const { files } = adoptionOf(readManifests([path]), { extension: '', includeRest: false, migrate });
  // What the operator has added to a template stays there, whoever applies the rest.
  const text = readFileSync(path, 'utf8').replaceAll(
    /(template:\n +metadata: \{.*?), annotations: \{ secrets.*managed-secret[^}]*\}/g,
    '$1',
  );
  const given = givenIn(text);
  return synthesized(files).flatMap(({ manifest }): Update[] => {
    const object = manifest as Manifest;
    if (podPlaceIn(object) === undefined && object.kind !== 'Service') return [];
    const before = given.get(identityOf(object)) ?? given.get(identityOf(withoutNamespace(object)));
    if (before === undefined) throw new Error(`${file} has no ${identityOf(object)}`);
    return [{ name: `${file}: ${identityOf(object)}`, before, object }];
  });
}

function givenIn(text: string): Map<string, Update['before']> {
  const all = documentsIn('', text.replace(/^\uFEFF/, '')).map(
    ({ text, object }) => [identityOf(object), { text }] as const,
  );
  const lists = parseAllDocuments(text, { merge: true }).flatMap((document) => {
    const { kind, items } = (document.toJS() ?? {}) as { kind?: string; items?: Manifest[] };
    return kind?.endsWith('List') ? (items ?? []) : [];
  });
  return new Map<string, Update['before']>([
    ...lists.map((object) => [identityOf(object), { object }] as const),
    ...all,
  ]);
}

function identityOf({ kind, metadata }: Manifest): string {
  return [kind, metadata?.namespace ?? '', metadata?.name].join(' ');
}

function withoutNamespace(object: Manifest): Manifest {
  return { ...object, metadata: { ...object.metadata, namespace: undefined } };
}

const FILES = readdirSync(VALID).filter((file) => /\.(yaml|json)$/.test(file));

test.each([
  ['as they are', false],
  ['moved to v1beta1', true],
])(
  'no adopted workload has another template, %s',
  (_, migrate) => {
    const updates = FILES.flatMap((file) => updatesIn(file, migrate));
    expect(updates.length).toBeGreaterThan(40);
    for (const { judge, version } of servers) {
      const verdicts = judge(updates.map(({ before, object }) => asJudged(before, object)));
      const changed = verdicts.flatMap(({ refused, unknownKind, update }, index) => {
        const { equal = false, template, fields = [], unread } = update ?? {};
        const isSame = equal && (template === undefined || (template.equal && template.sameText));
        if (isSame && !unknownKind) return [];
        const why = [
          ...(unread ? [unread] : []),
          ...fields,
          ...refused.map(({ field, detail }) => `${field} ${detail}`),
        ];
        return [`${version} ${updates[index].name}: ${why.join(', ')}`];
      });
      expect(changed).toEqual([]);
    }
  },
  600_000,
);

/** Argo Rollouts compares the templates of its Rollouts with the defaults that a PodTemplate has. */
function asJudged(before: Update['before'], object: Manifest): { object: object; before: Update['before'] } {
  if (object.kind !== 'Rollout') return { object, before };
  const was = 'text' in before ? documentsIn('', before.text)[0].object : (before.object as Manifest);
  return { object: podTemplateOf(object), before: { object: podTemplateOf(was) } };
}

function podTemplateOf({ metadata, spec }: Manifest): object {
  return { apiVersion: 'v1', kind: 'PodTemplate', metadata, template: (spec as { template?: object }).template };
}
