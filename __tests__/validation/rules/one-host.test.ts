import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { dynamicSecret, infisicalConnection, infisicalSecret, managedSecret, pushSecret } from '../manifests';
import { describeRules } from '../rule-cases';

const EU = 'https://eu.infisical.com/api';
const STREAM = { instantUpdates: true, resyncInterval: '5m' };

function other(hostAPI: string, spec: Fields = {}): Manifest {
  const managed = [managedSecret({ secretName: 'other' })];
  return infisicalSecret({ hostAPI, managedKubeSecretReferences: managed, ...spec }, { name: 'other' });
}

describeRules([
  ...[
    ['the first', infisicalSecret({ syncConfig: STREAM }), pushSecret({ hostAPI: EU })],
    [
      'the first, with the flat field',
      infisicalSecret({ syncConfig: null, instantUpdates: true }),
      pushSecret({ hostAPI: EU }),
    ],
    ['the first of two of one kind', infisicalSecret({ syncConfig: STREAM }), other(EU)],
  ].map(([what, ...bad]) => ({
    rule: 'H8',
    what: `another host beside instant updates: ${String(what)}`,
    bad: bad as Manifest[],
    good: [
      infisicalSecret({ syncConfig: STREAM }),
      pushSecret({ hostAPI: 'https://secrets.EXAMPLE.com/' }),
      dynamicSecret({ hostAPI: undefined }),
      infisicalConnection({ address: 'https://eu.infisical.com' }),
    ],
    message: `hostAPI "${EU}" differs from "https://secrets.example.com/api" of InfisicalSecret "api", and InfisicalSecret "api" has instant updates: the operator sends the access token of "https://secrets.example.com/api" to "${EU}" when it opens the stream of events again. Use one host, drop instantUpdates, or use v1beta1, in which each InfisicalConnection keeps its own`,
  })),
  {
    rule: 'H8',
    what: 'another host with instant updates of its own',
    bad: [infisicalSecret(), other(EU, { syncConfig: STREAM })],
    good: [
      infisicalSecret({ hostAPI: 'https://app.infisical.com/api' }),
      other('https://us.infisical.com/api', { syncConfig: STREAM }),
    ],
    message: `hostAPI "${EU}" differs from "https://secrets.example.com/api" of InfisicalSecret "api", and this one has instant updates: the operator sends the access token of "${EU}" to "https://secrets.example.com/api" when it opens the stream of events again. Use one host, drop instantUpdates, or use v1beta1, in which each InfisicalConnection keeps its own`,
  },
  {
    rule: 'H8',
    what: 'a third host, which another one than the first loses its token to',
    bad: [
      infisicalSecret(),
      other(EU, { syncConfig: STREAM }),
      pushSecret({ hostAPI: 'https://app.infisical.com/api' }),
    ],
    good: [infisicalSecret({ syncConfig: STREAM }), infisicalSecret({ hostAPI: EU, syncConfig: STREAM })],
    message: `hostAPI "https://app.infisical.com/api" differs from "${EU}" of InfisicalSecret "other", and InfisicalSecret "other" has instant updates: the operator sends the access token of "${EU}" to "https://app.infisical.com/api" when it opens the stream of events again. Use one host, drop instantUpdates, or use v1beta1, in which each InfisicalConnection keeps its own`,
  },
  {
    rule: 'X39',
    what: 'two hosts without instant updates',
    bad: [infisicalSecret(), pushSecret({ hostAPI: 'https://eu.infisical.com' })],
    good: [
      infisicalSecret(),
      pushSecret({ hostAPI: 'https://secrets.EXAMPLE.com/' }),
      dynamicSecret({ hostAPI: undefined }),
      infisicalConnection({ address: 'https://eu.infisical.com' }),
    ],
    message:
      'hostAPI "https://eu.infisical.com" differs from "https://secrets.example.com/api" of InfisicalSecret "api", and the operator has one host for all v1alpha1 resources: where two kinds of them run at the same moment, it sends the login or the token of one to the host of the other. Use one host, or v1beta1, in which each InfisicalConnection keeps its own',
  },
  {
    rule: 'X39',
    what: 'what H8 tells is told once, and those of one kind never run at the same moment',
    bad: [infisicalSecret(), other(EU), pushSecret()],
    good: [infisicalSecret(), other(EU)],
    message: `hostAPI "${EU}" differs from "https://secrets.example.com/api" of InfisicalPushSecret "push", and the operator has one host for all v1alpha1 resources: where two kinds of them run at the same moment, it sends the login or the token of one to the host of the other. Use one host, or v1beta1, in which each InfisicalConnection keeps its own`,
  },
  {
    rule: 'X39',
    what: 'the one of two kinds that another one than the first differs from',
    bad: [infisicalSecret(), pushSecret({ hostAPI: EU }), other(EU, { syncConfig: STREAM })],
    good: [infisicalSecret(), other(EU, { syncConfig: STREAM })],
    message: `hostAPI "${EU}" differs from "https://secrets.example.com/api" of InfisicalSecret "api", and the operator has one host for all v1alpha1 resources: where two kinds of them run at the same moment, it sends the login or the token of one to the host of the other. Use one host, or v1beta1, in which each InfisicalConnection keeps its own`,
  },
  ...[
    [
      'H8',
      'InfisicalSecret "api" has instant updates: the operator sends the access token of "https://secrets.example.com/api" to "http://infisical.web.svc.cluster.local" when it opens the stream of events again. Use one host, drop instantUpdates, or use',
    ],
    [
      'X39',
      'the operator has one host for all v1alpha1 resources: where two kinds of them run at the same moment, it sends the login or the token of one to the host of the other. Use one host, or',
    ],
  ].map(([rule, why]) => ({
    rule,
    message: `hostAPI "http://infisical.web.svc.cluster.local" differs from "https://secrets.example.com/api" of InfisicalSecret "api", and ${why} v1beta1, in which each InfisicalConnection keeps its own`,
    what: 'a host that is filled in later, or has another name in the cluster, is no other one',
    bad: [
      infisicalSecret(rule === 'H8' ? { syncConfig: STREAM } : {}),
      pushSecret({ hostAPI: 'http://infisical.web.svc.cluster.local' }),
    ],
    good: [
      infisicalSecret({ syncConfig: STREAM, hostAPI: 'http://infisical.infisical.svc:8080/api' }),
      pushSecret({ hostAPI: 'http://infisical.infisical.svc.cluster.local:8080' }),
      other('https://secrets.${DOMAIN}/api', { syncConfig: STREAM }),
      other('https://secrets.undefined/api'),
      dynamicSecret({ hostAPI: 'https://$(HOST)/api' }),
    ],
  })),
]);
