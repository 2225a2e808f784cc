import { parseAllDocuments } from 'yaml';
import { modelOf } from '../../../lib/model/app-model';
import { deliveriesOf } from '../../../lib/model/delivery/deliveries';
import type { Delivery, DeliveryNeed, TextPlaceInObject } from '../../../lib/model/delivery/delivery';
import { pathText } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';

/** What is asked for, which files there are, and what is unread, each in a line. */
interface Told {
  readonly needs: readonly string[];
  readonly files: readonly string[];
  readonly unread: readonly string[];
}

function manifestsIn(yaml: string): Manifest[] {
  return parseAllDocuments(yaml).map((document) => document.toJS() as Manifest);
}

export function deliveriesIn(manifests: readonly Manifest[]): readonly Delivery[] {
  return deliveriesOf(modelOf(manifests.map((manifest) => ({ manifest }))));
}

export function toldOf(yaml: string): Told {
  const deliveries = deliveriesIn(manifestsIn(yaml));
  return {
    needs: deliveries.flatMap(({ needs }) => needs.map((need) => `${placeOf(need)} ${asked(need)}`)),
    files: deliveries.flatMap(({ files }) =>
      files.map(({ workload, container, path, needs }) => {
        const where = [workload.manifest.metadata.name, container].filter(Boolean).join('/');
        return `${where} ${path}: ${needs.map(({ key = '*' }) => key).join(' ')}`;
      }),
    ),
    unread: deliveries.flatMap(({ unknown }) => unknown.map((one) => `${placeOf(one)} ${one.message}`)),
  };
}

function placeOf({ resource, at, lineInText }: TextPlaceInObject): string {
  const line = lineInText === undefined ? '' : `:${lineInText}`;
  return `${resource.manifest.kind} ${pathText(at)}${line}`;
}

function asked({ source, key = '*' }: DeliveryNeed): string {
  const project = source.projectId ?? `slug ${source.projectSlug}`;
  const folder = `${source.environment}:${source.path}${source.recursive ? '/**' : ''}`;
  return `${source.host} | ${project} | ${folder} | ${key}`;
}
