import { NO_COMPOSE } from '../../../../cli/access/compose-uses';
import { accessIn } from '../../../../cli/access/key-uses';
import type { ToldHosts } from '../../../../cli/access/unknown-host';
import { accessReport } from '../../../../cli/access-report/access-report';
import type { OriginsOf } from '../../../../cli/access-report/access-row';
import { rotationOf } from '../../../../cli/report/rotate/rotate';
import type { Reader, Rotation } from '../../../../cli/report/rotate/rotation';
import type { ReferredKey } from '../../../../cli/roles/referred-keys';
import type { Fields } from '../../../../lib/json/json';
import type { Manifest } from '../../../../lib/model/manifest';
import { container, deployment, podTemplate } from '../../../validation/manifests';
import { readAs } from '../reported';

export interface Rotated {
  readonly key?: string;
  readonly also?: readonly ReferredKey[];
  readonly environments?: readonly string[];
  readonly settings?: ToldHosts;
  readonly originsOf?: OriginsOf;
}

/** What happens when a key of these manifests is changed, which is TOKEN unless another one is named. */
export function rotated(manifests: readonly Manifest[], options: Rotated = {}): Rotation {
  const { key = 'TOKEN', also = [], environments = [], settings = {}, originsOf } = options;
  const read = readAs(manifests);
  const access = accessIn(read, [], settings);
  const report = accessReport(read, [], NO_COMPOSE, { settings, access, originsOf });
  return rotationOf({ key, also, environments, uses: access.uses, report, originsOf });
}

export function readersIn({ places }: Rotation): Reader[] {
  return places.flatMap(({ readers }) => readers);
}

/** The outcomes, as `name: outcome`. */
export function outcomesIn(rotation: Rotation): string[] {
  return readersIn(rotation).map(({ row, outcome }) => `${row.holder.name}: ${outcome}`);
}

export const TOKEN = { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'TOKEN' } } };
export const RELOADING = { 'secrets.infisical.com/auto-reload': 'true' };

/** What runs a container, in place of a Deployment. */
export function running(
  parts: Fields,
  { kind = 'Deployment', apiVersion = 'apps/v1', name = 'web', annotations = {}, spec = {}, pod = {} }: Fields = {},
): Manifest {
  const template = podTemplate({
    containers: [container({ name: 'web', env: undefined, ...parts })],
    ...(pod as object),
  });
  const made = deployment({ template, ...(spec as object) }, { name, annotations } as object);
  return { ...made, apiVersion, kind } as Manifest;
}
