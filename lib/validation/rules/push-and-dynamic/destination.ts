import { grouped } from '../../../collections/grouped';
import { addressOf } from '../../../model/address';
import { type AppModel, perApp } from '../../../model/app-model';
import { MOST_WRITERS } from '../../../model/consumption';
import type { OperatorResource, Source } from '../../../model/operator-resource';
import { previousResources } from '../../../model/previous-objects';
import { type ExampleObject, ruleOn, Severity, withSpec } from '../../rule';

export const X10 = ruleOn('InfisicalPushSecret', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A push has something to push, and not what comes from the same place',
  why: 'The operator skips a push of nothing without a word, so that its health waits for ever; a circle writes a secret over the one that it comes from.',
  source: 'operator v0.11.7: internal/controller/infisicalpushsecret_controller.go (Reconcile)',
  bad: withSpec('InfisicalPushSecret', { push: { secret: null } }),
  good: { objects: [{ kind: 'InfisicalPushSecret' }] },
  check: (owner, report, app) => {
    const { spec } = owner;
    const [push, secret] = [spec.at('push'), spec.at('push', 'secret')];
    const isNothing = secret.raw === undefined && !secret.isUnresolved;
    if (isNothing && push.at('generators').items().length === 0) {
      report(push, 'there is nothing to push: set push.secret or push.generators');
    }
    const loop = findLoop(app, owner);
    if (loop === undefined) return;
    report(
      secret,
      `the pushed Secret "${loop.pushed}" is itself synced from "${loop.path}" in the same environment, so that push and sync run in a circle: push another Secret, or to another path`,
    );
  },
});

export const X11 = ruleOn('operator', {
  severity: Severity.ERROR,
  title: 'A push or a dynamic secret keeps its place in Infisical',
  why: 'What was pushed stays where it was, and is pushed to the new place as well; a lease runs on at the old one.',
  source:
    'operator v0.11.7: internal/services/infisicalpushsecret/reconciler.go (ReconcileInfisicalPushSecret, DeleteManagedSecrets), internal/services/infisicaldynamicsecret/reconciler.go (ReconcileInfisicalDynamicSecret)',
  bad: { objects: [pushing('/new')], previous: [pushing('/old')] },
  good: { objects: [pushing('/old')], previous: [pushing('/old')] },
  check: ({ resource, kind, folders }, report, app) => {
    if (kind !== 'InfisicalPushSecret' && kind !== 'InfisicalDynamicSecret') return;
    const before = previousOf(app).get(addressOf(kind, resource.manifest.metadata));
    for (const { field, from, to } of before === undefined ? [] : changesBetween(before.folders[0], folders[0])) {
      const change = `${folders[0].field.key}.${field.key} changes from "${from}" to "${to}"`;
      report(field, `${change}, and the operator does not move what it made: give the new one another name`);
    }
  },
});

function pushing(secretsPath: string): ExampleObject {
  return { kind: 'InfisicalPushSecret', spec: { destination: { secretsPath } } };
}

/** The managed Secret that is pushed to where it comes from, and the path it comes from. */
function findLoop(app: AppModel, { spec, folders: [destination] }: OperatorResource) {
  const secret = spec.at('push', 'secret');
  const [name, namespace] = [secret.text('secretName').value, secret.text('secretNamespace').value];
  const pushed = `${namespace}/${name}`;
  for (const { owner } of secretsByAddress(app).get(pushed) ?? []) {
    const source = owner.sources.find((one) => reads(one, destination));
    if (source !== undefined) return { pushed, path: pathOf(source) };
  }
  return undefined;
}

const secretsByAddress = perApp(({ managedObjects }) => {
  const secrets = managedObjects.filter(({ kind, namespace }) => kind === 'Secret' && namespace.value !== undefined);
  const all = grouped(secrets, ({ name, namespace }) => `${namespace.value}/${name.value}`);
  return new Map([...all].map(([address, writers]) => [address, writers.slice(0, MOST_WRITERS)]));
});

function reads(source: Source, destination: Source): boolean {
  const isSame = (part: 'projectId' | 'projectSlug') =>
    destination[part].value !== undefined && destination[part].value === source[part].value;
  const [from, to] = [pathOf(source), pathOf(destination)];
  if (!(isSame('projectId') || isSame('projectSlug')) || from === undefined || to === undefined) return false;
  if (destination.environment.value !== source.environment.value) return false;
  const [read, written] = [from, to].map((path) => `${path}/`.replace(/\/+/g, '/'));
  return read === written || (source.recursive.value === true && written.startsWith(read));
}

export function pathOf({ path, isRoot }: Source): string | undefined {
  return isRoot ? '/' : path.value;
}

const previousOf = perApp(
  (app): ReadonlyMap<string, OperatorResource> =>
    new Map(previousResources(app).map((one) => [addressOf(one.kind, one.resource.manifest.metadata), one])),
);

/** A slug in place of an id may well name the same project. */
function changesBetween(before: Source, after: Source) {
  return (['projectId', 'projectSlug', 'environment', 'path', 'secretName'] as const).flatMap((part) => {
    const [from, to] = [before[part].value, after[part].value];
    return from === undefined || to === undefined || from === to ? [] : [{ field: after[part], from, to }];
  });
}
