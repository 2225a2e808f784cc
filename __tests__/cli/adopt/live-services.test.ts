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
  const { files, leftOut } = adopted(live(service(spec)));
  expect(leftOut).toEqual([]);
  const made = synthesized(files).find(({ manifest }) => manifest.kind === 'Service');
  expect(made?.manifest.spec).toEqual({ ports: [PORT], selector: { app: 'api' }, ...FILLED_IN, ...left });
});

test('an address that somebody has written stays', () => {
  const adoption = adopted(service(ADDRESSES), { includeRest: true });
  expect([...adoption.files.values()].join('\n')).toContain("clusterIP: '10.43.12.9'");
  expect(notes(adoption)).not.toContain('the addresses of a live Service');
});

test.each([
  ['has more than one port', service({ ports: [PORT, { port: 81, name: 'other' }] })],
  ['names its port', service({ ports: [{ port: 8080, name: 'http' }] })],
  ['leads to a named port', service({ ports: [{ port: 80, targetPort: 'http' }] })],
  ['says protocol and name', service({ ports: [{ ...PORT, name: 'http' }] })],
  ['has another name', service({}, 'web')],
])('a Service that leads to the application is declared as it stands: one that %s', (_, manifest) => {
  const adoption = adopted(live(manifest));
  expect(adoption.leftOut).toEqual([]);
  const made = synthesized(adoption.files);
  expect(made.map(({ manifest: { kind } }) => kind)).toContain('Service');
  expect(compareObjects(adoption.adopted, made)).toEqual([]);
});

test.each([
  ['to other pods', service({ selector: { app: 'web' } })],
  ['nowhere', service({ selector: {} })],
])('a Service that leads %s is left out', (_, manifest) => {
  expect(reasons(live(manifest))).toEqual(['Service shop/api: it has nothing to do with Infisical']);
});
