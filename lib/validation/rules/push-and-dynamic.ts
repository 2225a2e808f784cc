import { grouped } from '../../collections/grouped';
import { type Fields, fields, list, ownField, text } from '../../json/json';
import type { AppModel } from '../../model/app-model';
import { folderPath, isBelow, ROOT } from '../../model/folder';
import type { Manifest } from '../../model/manifest';
import type { Source } from '../../model/operator-resource';
import { perApp } from '../../model/per-app';
import { isEmpty } from '../../model/presence';
import { infisicalOfKind } from '../../model/references';
import type { Resource } from '../../model/resource';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

const POLICIES: readonly { kind: string; field: string; effect: string }[] = [
  { kind: 'InfisicalPushSecret', field: 'updatePolicy', effect: 'Replace' },
  { kind: 'InfisicalPushSecret', field: 'deletionPolicy', effect: 'Delete' },
  { kind: 'InfisicalDynamicSecret', field: 'leaseRevocationPolicy', effect: 'Revoke' },
];

/** Where a push goes to, or a dynamic secret comes from, and the fields that name the place. */
const PLACES: Readonly<Record<string, { block: string; parts: readonly string[] }>> = {
  InfisicalPushSecret: {
    block: 'destination',
    parts: ['projectId', 'projectSlug', 'environmentSlug', 'secretsPath'],
  },
  InfisicalDynamicSecret: {
    block: 'dynamicSecret',
    parts: ['projectId', 'projectSlug', 'environmentSlug', 'secretsPath', 'secretName'],
  },
};

/** Resources that write to Infisical, or that lease from it. */
export const PUSH_AND_DYNAMIC_RULES: readonly Rule[] = [
  {
    id: 'X8',
    severity: Severity.ERROR,
    title: 'A dynamic secret has a name, leaseTTL and leaseRevocationPolicy',
    check: (app, report) => {
      for (const resource of infisicalOfKind(app, 'InfisicalDynamicSecret').filter(isRendered)) {
        if (isEmpty(fields(fields(resource.manifest.spec).dynamicSecret).secretName)) {
          report(resource, 'dynamicSecret.secretName is empty: name the dynamic secret in Infisical');
        }
        for (const field of ['leaseTTL', 'leaseRevocationPolicy']) {
          if (fields(resource.manifest.spec)[field] !== undefined) continue;
          report(resource, `${field} is missing, and the API server requires it: write it, "" for the default`);
        }
      }
    },
  },
  {
    id: 'X9',
    severity: Severity.WARNING,
    title: 'The policies of pushes and dynamic secrets have a known value',
    check: (app, report) => {
      for (const { kind, field, effect } of POLICIES) {
        for (const resource of infisicalOfKind(app, kind)) {
          const policy = text(fields(resource.manifest.spec)[field]);
          if (policy === undefined || ['', 'None', effect].includes(policy)) continue;
          report(resource, `${field} "${policy}" would act as "None": write "${effect}" or "None"`);
        }
      }
    },
  },
  {
    id: 'X10',
    severity: Severity.ERROR,
    title: 'A push has something to push, and not what comes from the same place',
    check: (app, report) => {
      for (const resource of infisicalOfKind(app, 'InfisicalPushSecret').filter(isRendered)) {
        const { secret, generators } = fields(fields(resource.manifest.spec).push);
        if (secret === undefined && list(generators).length === 0) {
          report(resource, 'there is nothing to push: set push.secret or push.generators');
        }
        const loop = loopThrough(app, resource);
        if (loop) {
          report(
            resource,
            `the pushed Secret "${loop.namespace}/${loop.name}" is itself synced from "${loop.path}" in the same environment, so that push and sync run in a circle: push another Secret, or to another path`,
          );
        }
      }
    },
  },
  {
    id: 'X11',
    severity: Severity.ERROR,
    title: 'A push or a dynamic secret keeps its place in Infisical',
    check: ({ infisical, settings }, report) => {
      const previous = new Map((settings.previous ?? []).map((manifest) => [addressOf(manifest), manifest]));
      for (const resource of infisical) {
        const place = ownField(PLACES, resource.manifest.kind);
        const before = previous.get(addressOf(resource.manifest));
        if (place === undefined || before === undefined) continue;
        for (const change of changes(place, before, resource.manifest)) {
          report(resource, `${change}, and the operator does not move what it made: give the new one another name`);
        }
      }
    },
  },
];

function isRendered({ failure }: Resource): boolean {
  return failure === undefined;
}

/** The managed Secret that is pushed to where it comes from, and the path it comes from. */
function loopThrough(app: AppModel, push: Resource): { namespace: string; name: string; path: string } | undefined {
  const spec = fields(push.manifest.spec);
  const { secretName, secretNamespace } = fields(fields(spec.push).secret);
  const [namespace, name] = [text(secretNamespace) ?? '', text(secretName) ?? ''];
  for (const { owner } of secretsIn(app).get(namespace)?.get(name) ?? []) {
    const source = owner.sources.find((one) => reads(one, fields(spec.destination)));
    if (source !== undefined) return { namespace, name, path: pathOf(source) };
  }
  return undefined;
}

/** The managed Secrets of each namespace, by name. */
const secretsIn = perApp((app) => {
  const secrets = app.managedObjects.filter(
    ({ kind, namespace }) => kind === 'Secret' && namespace.value !== undefined,
  );
  const places = [...grouped(secrets, ({ namespace }) => namespace.value)];
  return new Map(places.map(([place, own]) => [place, grouped(own, ({ name }) => name.value ?? '')]));
});

function reads(source: Source, { projectId, projectSlug, environmentSlug, secretsPath }: Fields): boolean {
  const sameProject =
    (projectId !== undefined && projectId === source.projectId.value) ||
    (projectSlug !== undefined && projectSlug === source.projectSlug.value);
  const to = text(secretsPath);
  if (!sameProject || environmentSlug !== source.environment.value || to === undefined) return false;
  const [from, into] = [folderPath(pathOf(source)), folderPath(to)];
  return pathOf(source) !== '' && (from === into || (source.recursive.value === true && isBelow(into, from)));
}

function pathOf({ isRoot, path }: Source): string {
  return isRoot ? ROOT : (path.value ?? '');
}

function addressOf(manifest: unknown): string {
  const { kind, metadata } = fields(manifest);
  const { namespace, name } = fields(metadata);
  return `${text(kind) ?? ''} ${text(namespace) ?? ''}/${text(name) ?? ''}`;
}

function changes({ block, parts }: (typeof PLACES)[string], before: Manifest, after: Manifest): string[] {
  const old = fields(fields(before.spec)[block]);
  const now = fields(fields(after.spec)[block]);
  return parts.flatMap((part) => {
    const from = text(old[part]);
    const to = text(now[part]);
    // A slug in place of an id may well name the same project.
    if (from === undefined || to === undefined || from === to) return [];
    return [`${block}.${part} changes from "${from}" to "${to}"`];
  });
}
