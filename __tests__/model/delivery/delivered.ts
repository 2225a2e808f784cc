import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { modelOf } from '../../../lib/model/app-model';
import { deliveriesOf } from '../../../lib/model/delivery/deliveries';
import type { DeliveryNeed, Unfollowed } from '../../../lib/model/delivery/delivery';
import { pathText } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';

export function fixture(...path: readonly string[]): string {
  return readFileSync(join(__dirname, '../../fixtures', ...path), 'utf8');
}

function modelIn(text: string) {
  return modelOf(parseAllDocuments(text).map((document) => ({ manifest: document.toJS() as Manifest })));
}

/** What is delivered, in lines that a person can read. */
export function deliveredBy(text: string) {
  const deliveries = deliveriesOf(modelIn(text));
  return {
    needed: deliveries.flatMap(({ needs }) => needs.map(needText)),
    secrets: deliveries.flatMap(({ written }) =>
      written.flatMap(({ namespace = '?', name, keys }) =>
        [...keys].map(([key, needs]) => `${namespace}/${name} ${key} <- ${needs.map(keyText).join(', ')}`),
      ),
    ),
    files: deliveries.flatMap(({ files }) =>
      files.map(({ workload, container = '*', path, needs }) => {
        return `${workload.manifest.metadata.name}/${container} ${path} <- ${needs.map(keyText).join(', ')}`;
      }),
    ),
    unknown: deliveries.flatMap(({ unknown }) => unknown.map(unknownText)),
  };
}

function needText(need: DeliveryNeed): string {
  const { source, at, lineInText } = need;
  const { host = '?', projectSlug, projectId, environment } = source;
  const project = projectId === undefined ? projectSlug : `id ${projectId.slice(0, 4)}`;
  return `${host} | ${project} | ${environment} | ${keyText(need)} @ ${pathText(at)}${lineInText === undefined ? '' : `:${lineInText}`}`;
}

function keyText({ key = '*', source: { path } }: DeliveryNeed): string {
  return `${path} ${key}`;
}

function unknownText({ resource, at, lineInText, message }: Unfollowed): string {
  return `${resource.manifest.kind} ${pathText(at)}${lineInText === undefined ? '' : `:${lineInText}`} ${message}`;
}
