import { pathText } from '../../../lib/model/field';
import { findingsAcross } from '../../../lib/validation/across/findings-across';
import { infisicalConnection, infisicalSecret, pushSecret } from '../manifests';
import { CLUSTER, environment, messages } from './environments';

const EU = 'https://eu.infisical.com/api';
const streaming = infisicalSecret(
  { syncConfig: { instantUpdates: true, resyncInterval: '5m' } },
  { namespace: 'staging' },
);

describe('E6: environments of one cluster with two hosts', () => {
  test('is an error where one has instant updates: it names the leak', () => {
    const findings = findingsAcross([
      environment('staging', { cluster: CLUSTER }, [streaming]),
      environment('prod', { cluster: CLUSTER }, [pushSecret({ hostAPI: EU })]),
    ]);
    expect(messages(findings)).toEqual([
      `prod, staging: hostAPI "${EU}" differs from "https://secrets.example.com/api" of InfisicalSecret "api" of the environment "staging" in the same cluster ("${CLUSTER}"), whose operator sends the access token of "https://secrets.example.com/api" to "${EU}" when it opens the stream of instant updates again: use one host, drop instantUpdates, or use v1beta1, in which each InfisicalConnection keeps its own (E6)`,
    ]);
    expect(findings.map(({ severity, at }) => `${severity} ${pathText(at)}`)).toEqual(['error spec.hostAPI']);
  });

  test('is told once for each environment, however many environments are before it', () => {
    const findings = findingsAcross([
      environment('dev', { cluster: CLUSTER }, [streaming]),
      environment('staging', { cluster: CLUSTER }, [infisicalSecret({}, { name: 'b' })]),
      environment('prod', { cluster: CLUSTER }, [pushSecret({ hostAPI: EU }), infisicalSecret({ hostAPI: EU })]),
    ]);
    const told = findings.filter(({ rule }) => rule === 'E6');
    expect(told.map(({ environments }) => environments)).toEqual([['prod', 'dev']]);
  });

  test.each([
    ['another cluster', { cluster: 'https://staging.example.com' }, [streaming]],
    ['a cluster that nobody told', {}, [streaming]],
    ['an environment of laptops', { cluster: CLUSTER, deployed: false }, [streaming]],
    ['no instant updates', { cluster: CLUSTER }, [infisicalSecret({}, { namespace: 'staging' })]],
    ['v1beta1', { cluster: CLUSTER }, [infisicalConnection({}, { namespace: 'staging' })]],
  ])('not: %s', (_, options, manifests) => {
    const findings = findingsAcross([
      environment('staging', options, manifests),
      environment('prod', { cluster: CLUSTER }, [pushSecret({ hostAPI: EU })]),
    ]);
    expect(findings.filter(({ rule }) => rule === 'E6')).toEqual([]);
  });

  test('not: one host', () => {
    const findings = findingsAcross([
      environment('staging', { cluster: CLUSTER }, [streaming]),
      environment('prod', { cluster: CLUSTER }, [pushSecret({ hostAPI: 'https://secrets.example.com' })]),
    ]);
    expect(findings).toEqual([]);
  });
});
