import { type AdoptionOptions, adoptionOf } from '../../../cli/adopt/adoption';
import { equalForms } from '../../../cli/adopt/outcome';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { objectName } from '../../../cli/findings/input-findings';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { live } from '../../validation/live';
import { synthesized } from './in-process';
import { SECRET, workload } from './secret-and-workload';

/** What the API server fills in. */
const FILLED_IN = { internalTrafficPolicy: 'Cluster', sessionAffinity: 'None', type: 'ClusterIP' };
const ADDRESSES = {
  clusterIP: '10.43.12.9',
  clusterIPs: ['10.43.12.9'],
  ipFamilies: ['IPv4'],
  ipFamilyPolicy: 'SingleStack',
};
const PORT = { port: 80, targetPort: 8080, protocol: 'TCP' };

function service(spec: Fields, name = 'api'): Manifest {
  const manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' } };
  return { ...manifest, spec: { ports: [PORT], selector: { app: 'api' }, ...FILLED_IN, ...spec } } as Manifest;
}

function adopted(manifest: Manifest, options: Partial<AdoptionOptions> = {}) {
  const text = [SECRET, workload(), JSON.stringify(manifest)].join('---\n');
  return adoptionOf(manifestsIn(text, 'live.yaml'), { extension: '', includeRest: false, ...options });
}

const reasons = (manifest: Manifest) =>
  adopted(manifest).leftOut.map(({ read, reason }) => `${objectName(read.manifest)}: ${reason}`);
const notes = (adoption: ReturnType<typeof adopted>) => equalForms(adoption).map(({ form }) => form);

test('a Service as a live cluster holds it is declared with its application, and it is told that its addresses are not', () => {
  const adoption = adopted(live(service(ADDRESSES)));
  expect(adoption.leftOut).toEqual([]);
  expect([...adoption.files.values()].join('\n')).toContain('servicePort: 80');
  expect(notes(adoption)).toContain('the addresses of a live Service');
  expect(compareObjects(adoption.adopted, synthesized(adoption.files))).toEqual([]);
});

test.each([
  ['one without an address', { ...ADDRESSES, clusterIP: 'None', clusterIPs: ['None'] }, { clusterIP: 'None' }],
  [
    'one of two families',
    {
      clusterIP: '10.43.12.9',
      clusterIPs: ['10.43.12.9', 'fd00::9'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'PreferDualStack',
    },
    { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'PreferDualStack' },
  ],
])('what somebody wants of the addresses stays: %s', (_, spec, left) => {
  expect(reasons(live(service(spec)))).toEqual([
    'Service shop/api: it is more than a port of Deployment shop/api: --include-rest keeps it',
  ]);
  const { files } = adopted(live(service(spec)), { includeRest: true });
  const made = synthesized(files).find(({ manifest }) => manifest.kind === 'Service');
  expect(made?.manifest.spec).toEqual({ ports: [PORT], selector: { app: 'api' }, ...FILLED_IN, ...left });
});

test('an address that somebody has written stays', () => {
  const adoption = adopted(service(ADDRESSES), { includeRest: true });
  expect([...adoption.files.values()].join('\n')).toContain("clusterIP: '10.43.12.9'");
  expect(notes(adoption)).not.toContain('the addresses of a live Service');
});

test.each([
  [
    'it is more than a port',
    service({ ports: [PORT, { port: 81 }] }),
    'Service shop/api: it is more than a port of Deployment shop/api: --include-rest keeps it',
  ],
  [
    'it has another name',
    service({}, 'web'),
    'Service shop/web: it leads to Deployment shop/api, and only a Service of one port is declared along with an app, under its name: --include-rest keeps it',
  ],
  [
    'it leads to other pods',
    service({ selector: { app: 'web' } }),
    'Service shop/api: it has nothing to do with Infisical',
  ],
  ['it leads nowhere', service({ selector: {} }), 'Service shop/api: it has nothing to do with Infisical'],
])('a Service that is left out says why: %s', (_, manifest, told) => {
  expect(reasons(live(manifest))).toEqual([told]);
});
