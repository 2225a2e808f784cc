import { grouped } from '../../../collections/grouped';
import { namedObject } from '../../../model/address';
import { type AppModel, perApp } from '../../../model/app-model';
import { isOneObject } from '../../../model/one-object';
import { leakBetween, type SharedHost, sharedHosts } from '../../../model/shared-host';
import { type ExampleObject, ruleOn, Severity } from '../../rule';

const SOURCE =
  'operator v0.10.4 to v0.11.7: API_HOST_URL in internal/config/config.go, which SetupAPIConfig of internal/services/infisicalsecret/handler.go, infisicalpushsecret/handler.go and infisicaldynamicsecret/handler.go overwrites at each run';

export const H8 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'Instant updates of v1alpha1 have one host in the cluster',
  why: 'The host is one variable of the operator, which each run overwrites: a stream of events that breaks is opened again at whichever host was last, with the access token of its own. Seen with v0.11.5.',
  source: `${SOURCE}; internal/services/infisicalsecret/reconciler.go (OpenInstantUpdatesStream), internal/api/api.go (CallSubscribeProjectEvents)`,
  bad: {
    objects: [streaming(true), { kind: 'InfisicalPushSecret', spec: { hostAPI: 'https://eu.infisical.com/api' } }],
  },
  good: { objects: [streaming(true), { kind: 'InfisicalPushSecret' }] },
  check: (app, report) => {
    for (const { one, leak } of differingHosts(app)) {
      if (leak === undefined) continue;
      const [from, to] = [urlOf(leak.from), urlOf(leak.to)];
      const other = leak.from === one ? leak.to : leak.from;
      report(
        one.owner.resource,
        one.owner.host,
        `hostAPI "${urlOf(one)}" differs from "${urlOf(other)}" of ${nameOf(other)}, and ${leak.from === one ? 'this one' : nameOf(other)} has instant updates: the operator sends the access token of "${from}" to "${to}" when it opens the stream of events again. Use one host, drop instantUpdates, or use v1beta1, in which each InfisicalConnection keeps its own`,
      );
    }
  },
});

export const X39 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'All v1alpha1 resources use one host',
  why: 'The host is one variable of the operator, which each run overwrites. The three kinds run at the same time: a login, or the token with which a slug is looked up, can be sent to the other host.',
  source: `${SOURCE}; getResourceVariables beside it, internal/util/workspace.go (ExtractProjectIdFromSlug); https://github.com/Infisical/kubernetes-operator/issues/111`,
  bad: {
    objects: [
      { kind: 'InfisicalSecret' },
      { kind: 'InfisicalPushSecret', spec: { hostAPI: 'https://eu.infisical.com/api' } },
    ],
  },
  good: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'InfisicalPushSecret' }] },
  check: (app, report) => {
    for (const { one, other, leak } of differingHosts(app)) {
      if (other === undefined || leak !== undefined) continue;
      report(
        one.owner.resource,
        one.owner.host,
        `hostAPI "${urlOf(one)}" differs from "${urlOf(other)}" of ${nameOf(other)}, and the operator has one host for all v1alpha1 resources: where two kinds of them run at the same moment, it sends the login or the token of one to the host of the other. Use one host, or v1beta1, in which each InfisicalConnection keeps its own`,
      );
    }
  },
});

interface DifferingHost {
  readonly one: SharedHost;
  /** One of another kind, which may run at the same moment; the operator runs those of one kind one after another. */
  readonly other?: SharedHost;
  /** What instant updates send where, if they do. */
  readonly leak?: ReturnType<typeof leakBetween>;
}

/** Each resource that names another host than the first one does. */
const differingHosts = perApp(({ operator }: AppModel): readonly DifferingHost[] => {
  const hosts = sharedHosts(operator);
  const [first] = hosts;
  const streams = twoHostsOf(hosts.filter(({ hasStream }) => hasStream));
  const ofKinds = [...grouped(hosts, ({ owner }) => owner.kind).values()].flatMap(twoHostsOf);
  return hosts.flatMap((one) => {
    if (one.host === first.host) return [];
    const candidates = [first, ...streams].filter(({ owner }) => !isOneObject(one.owner.resource, owner.resource));
    const leak = candidates.map((other) => leakBetween(one, other)).find((found) => found !== undefined);
    const other = ofKinds.find(({ owner, host }) => owner.kind !== one.owner.kind && host !== one.host);
    return [{ one, other, leak }];
  });
});

/** Of all hosts two are enough to find another one than any: each with its first resource. */
function twoHostsOf(hosts: readonly SharedHost[]): readonly SharedHost[] {
  return [...grouped(hosts, ({ host }) => host).values()].slice(0, 2).map(([one]) => one);
}

function urlOf({ owner }: SharedHost): string {
  return owner.host.value ?? '';
}

function nameOf({ owner }: SharedHost): string {
  return namedObject(owner.resource.manifest);
}

function streaming(instantUpdates: boolean): ExampleObject {
  return { kind: 'InfisicalSecret', spec: { syncConfig: { instantUpdates } } };
}
