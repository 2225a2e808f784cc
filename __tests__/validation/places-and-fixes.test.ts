import { type Path, pathText } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import { checkManifests } from '../../lib/validation/check-manifests';
import {
  container,
  deployment,
  infisicalSecret,
  keyContainer,
  managedSecret,
  podTemplate,
  staticSecret,
  target,
} from './manifests';

const writing = (reference: object) =>
  infisicalSecret({ managedKubeSecretReferences: [managedSecret({ ...reference })] });
const targeting = (fields: object) => staticSecret({ targets: [target({ ...fields })] });
const running = (pod: object, metadata = {}) => deployment({ template: podTemplate({ ...pod }) }, metadata);
const only = { template: { data: { TOKEN: '{{ .TOKEN.Value }}' } } };
const HELM_HOOK = { annotations: { 'helm.sh/hook': 'pre-install' } };
const POD = 'spec.template.spec';

describe('a finding knows the place in the object', () => {
  test.each<[string, string, string, ...Manifest[]]>([
    [
      'C1',
      'the name of the Secret',
      `${POD}.containers[0].env[0].valueFrom.secretKeyRef.name`,
      writing({}),
      running({}, { namespace: 'web' }),
    ],
    [
      'C2',
      'the key',
      `${POD}.containers[0].env[0].valueFrom.secretKeyRef.key`,
      writing(only),
      running({ containers: [keyContainer(['TOKN'])] }),
    ],
    [
      'C2',
      'the key of a file',
      `${POD}.volumes[0].secret.items[0].key`,
      writing(only),
      running({ volumes: [{ name: 'v', secret: { secretName: 'api-secrets', items: [{ key: 'TOKN', path: 'a' }] } }] }),
    ],
    [
      'C4',
      'the second variable',
      `${POD}.containers[0].env[1].name`,
      writing({}),
      running({ containers: [keyContainer(['TOKEN', 'TOKEN'])] }),
    ],
    [
      'C12',
      'optional',
      `${POD}.containers[0].env[0].valueFrom.secretKeyRef.optional`,
      writing({}),
      running({ containers: [keyContainer(['TOKEN'], 'api-secrets', { optional: true })] }),
    ],
    [
      'C13',
      'the variable of an init container',
      `${POD}.initContainers[0].env[0].name`,
      writing({}),
      running({ initContainers: [container({ env: [{ name: '1', value: 'a' }] })] }),
    ],
    [
      'K3',
      'the template',
      'spec.managedKubeSecretReferences[0].template.data.A',
      writing({ template: { data: { A: '{{ .A.value }}' } } }),
    ],
    ['N3', 'the container', `${POD}.containers[0].name`, running({ containers: [container({ name: 'Api' })] })],
    ['X17', 'the hook', 'metadata.annotations["helm.sh/hook"]', infisicalSecret({}, HELM_HOOK)],
    ['M3', 'the policy', 'spec.managedKubeSecretReferences[0].creationPolicy', writing({ secretNamespace: 'web' })],
    ['M12', 'the data that is missing', 'spec.managedKubeSecretReferences[0].template.data', writing({ template: {} })],
  ])('%s: %s', (rule, _, place, ...manifests) => {
    const places = checkManifests(manifests).flatMap((finding) =>
      finding.rule === rule ? [pathText(finding.at)] : [],
    );
    expect(places).toEqual([place]);
  });
});

describe('what is put right without asking', () => {
  const REFERENCE: Path = ['spec', 'managedKubeSecretReferences', 0];
  test.each([
    [
      'M4: a policy that acts as Orphan, as it was meant',
      writing({ creationPolicy: 'owner' }),
      'creationPolicy "owner" is now "Owner"',
      [...REFERENCE, 'creationPolicy'],
      'Owner',
    ],
    [
      'M13: one half of the metadata',
      targeting({ metadata: { labels: { team: 'shop' } } }),
      'metadata now has empty annotations, which the API server asks for',
      ['spec', 'targets', 0, 'metadata', 'annotations'],
      {},
    ],
    [
      'K4: whole secrets in one template, all of them',
      writing({ template: { data: { URL: '{{ .A }}:{{- .B -}}' } } }),
      'the template of "URL" now writes the .Value',
      [...REFERENCE, 'template', 'data', 'URL'],
      '{{ .A.Value }}:{{- .B.Value -}}',
    ],
    [
      'C6: a truth value as annotation',
      running({}, { annotations: { 'secrets.infisical.com/auto-reload': true } }),
      'the auto-reload annotation is now the text "true"',
      ['metadata', 'annotations', 'secrets.infisical.com/auto-reload'],
      'true',
    ],
  ])('%s', (what, manifest, message, path, value) => {
    const [rule] = what.split(':');
    const fixes = checkManifests([manifest]).flatMap((finding) => (finding.rule === rule ? (finding.fix ?? []) : []));
    expect(fixes).toEqual([{ message, edits: [{ path, value }] }]);
  });

  test.each([
    ['M4 of a policy that may mean either', 'M4', targeting({ creationPolicy: 'Retain' })],
    ['K4 with a key in the index form', 'K4', writing({ template: { data: { A: '{{ index . "a-b" }}' } } })],
    [
      'C6 with a text that may mean either',
      'C6',
      running({}, { annotations: { 'secrets.infisical.com/auto-reload': 'no' } }),
    ],
  ])('but not %s', (_, rule, manifest) => {
    const findings = checkManifests([manifest]).filter((finding) => finding.rule === rule);
    expect(findings.map(({ fix }) => fix)).toEqual([undefined]);
  });
});
