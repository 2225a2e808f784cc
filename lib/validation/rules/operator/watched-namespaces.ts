import { grouped } from '../../../collections/grouped';
import type { AppModel } from '../../../model/app-model';
import { pathText } from '../../../model/field';
import { isNoNamespace } from '../../../model/kubernetes-names';
import { namespacesOf } from '../../../model/names-in-resource';
import { quotedNames } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';

export const X2 = ruleOn('operator', {
  severity: Severity.ERROR,
  title: 'The operator watches every namespace that its resources name',
  why: 'An operator that is limited to namespaces never sees the resource, or may not read what it refers to.',
  source: 'operator v0.11.7: cmd/main.go (flag --namespaces), helm-charts/secrets-operator/templates/manager-rbac.yaml',
  bad: { objects: [{ kind: 'InfisicalSecret' }], settings: { watchedNamespaces: ['billing'] } },
  good: { objects: [{ kind: 'InfisicalSecret' }], settings: { watchedNamespaces: ['shop'] } },
  check: ({ resource, kind }, report, app) => {
    const watched = watchedNamespaces(app);
    if (watched.length === 0 || kind === 'ClusterGenerator') return;
    for (const [namespace = '', places] of grouped(namespacesOf(resource), ({ value }) => value)) {
      if (watched.includes(namespace) || isNoNamespace(namespace)) continue;
      const named = places.map(({ path }) => pathText(path));
      const where = named.includes('metadata.namespace') ? '' : ` (${named.join(', ')})`;
      report(
        places[0],
        `the namespace "${namespace}"${where} is none of those that the operator watches, ${quotedNames(watched)}: choose one of these, or have it watch "${namespace}"`,
      );
    }
  },
});

export const X4 = ruleOn('InfisicalPushSecret', {
  severity: Severity.ERROR,
  title: 'Generators have an operator for the whole cluster',
  why: 'A ClusterGenerator is in no namespace, and the Roles of an operator that is limited to namespaces do not reach it: it waits for it for ever, and with it every other push, and each that is deleted: its namespace stays in Terminating.',
  source:
    'operator v0.11.7: helm-charts/secrets-operator/templates/manager-rbac.yaml, internal/services/infisicalpushsecret/reconciler.go (processGenerators); the waiting seen with v0.11.5',
  bad: {
    objects: [
      {
        kind: 'InfisicalPushSecret',
        spec: {
          push: {
            secret: null,
            generators: [{ destinationSecretName: 'PASSWORD', generatorRef: { kind: 'Password', name: 'password' } }],
          },
        },
      },
    ],
    settings: { watchedNamespaces: ['shop'] },
  },
  good: { objects: [{ kind: 'InfisicalPushSecret' }], settings: { watchedNamespaces: ['shop'] } },
  check: ({ spec }, report, app) => {
    const watched = watchedNamespaces(app);
    const generators = spec.at('push', 'generators');
    if (watched.length === 0 || generators.items().length === 0) return;
    report(
      generators,
      `push.generators needs an operator for the whole cluster, as a ClusterGenerator is in no namespace, and this one watches only ${quotedNames(watched)}: it would wait for ever, every other push behind it, and none could be deleted any more, as its finalizer stays. Push a Secret instead`,
    );
  },
});

/** An empty list means, as for the chart, the whole cluster. */
function watchedNamespaces({ settings }: AppModel): readonly string[] {
  return settings.watchedNamespaces ?? [];
}
