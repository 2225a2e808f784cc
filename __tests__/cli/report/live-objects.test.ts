import type { Manifest } from '../../../lib/model/manifest';
import { live, ownedBy, rewritten } from '../../validation/live';
import { deployment, dynamicSecret, infisicalSecret, NAMESPACE, podTemplate, secret } from '../../validation/manifests';
import { reported } from './reported';

const sync = live(infisicalSecret());
const api = live(deployment());
const replicaSet = live(
  { ...deployment({}, { name: 'api-5d4f8c7b9' }), kind: 'ReplicaSet' },
  ownedBy('Deployment', 'api', 'apps/v1'),
);
const pod: Manifest = live(
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api-5d4f8c7b9-x2x4z', namespace: NAMESPACE },
    spec: podTemplate().spec,
  },
  ownedBy('ReplicaSet', 'api-5d4f8c7b9', 'apps/v1'),
);
const managed = live(secret('api-secrets', { data: { TOKEN: 'eA==' } }), ownedBy('InfisicalSecret', 'api', 'v1'));

const holders = (...manifests: Manifest[]) =>
  reported(...manifests).rows.map(({ holder, key }) => `${holder.kind} ${holder.name}: ${key}`);

describe('an export of a cluster', () => {
  test('tells of a workload, and not of what controllers make of it', () => {
    expect(holders(sync, api, replicaSet, pod, managed)).toEqual(['Deployment api: TOKEN']);
  });

  test('tells of pods whose workload it does not have', () => {
    expect(holders(sync, pod)).toEqual(['Pod api-5d4f8c7b9-x2x4z: TOKEN']);
  });

  test('tells the same of what the operator has written anew', () => {
    expect(reported(rewritten(dynamicSecret())).rows).toEqual(reported(dynamicSecret()).rows);
  });
});
