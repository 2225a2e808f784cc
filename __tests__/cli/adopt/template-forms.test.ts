import { App, Chart, Yaml } from 'cdk8s';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { ApiGeneration, PushedSecret, SecretProjection, SyncedSecret, TemplateValue } from '../../../lib';
import { SYNC } from '../../declarations';
import { synthesized } from './in-process';

const { concat, key, text } = TemplateValue;
const { auth, source } = SYNC;
const secretTemplate = {
  URL: concat(text('postgres://'), key('USER').urlEncoded(), text(':'), key('api-token').urlEncoded(), text('@db')),
  NEXT: concat(text('?next='), concat(text('/'), key('USER').urlEncoded()).urlEncoded(), text('\u0085{')),
};

const FORMS: [string, (chart: Chart) => unknown][] = [
  ['a map of v1alpha1', (chart) => new SyncedSecret(chart, 'shop', { ...SYNC, secretTemplate })],
  [
    'a map of v1beta1',
    (chart) =>
      new SyncedSecret(chart, 'shop', {
        ...SYNC,
        secretTemplate,
        projection: SecretProjection.SELECTED,
        generation: ApiGeneration.V1BETA1,
      }),
  ],
  [
    'the one text of v1beta1',
    (chart) => new SyncedSecret(chart, 'shop', { ...SYNC, secretTemplate, generation: ApiGeneration.V1BETA1 }),
  ],
  [
    'a push',
    (chart) => new PushedSecret(chart, 'shop', { auth, destination: source, secret: { name: 'made' }, secretTemplate }),
  ],
];

function expectSame(yaml: string) {
  const read = manifestsIn(yaml, 'shop.yaml');
  const { adopted, files, findings } = adoptionOf(read, { extension: '', includeRest: false, migrate: false });
  expect(findings).toEqual([]);
  expect(adopted).toHaveLength(read.manifests.length);
  expect(compareObjects(adopted, synthesized(files))).toEqual([]);
}

describe.each(FORMS)('%s comes out of adopt as it went in', (_, declare) => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  declare(chart);
  const manifests = chart.toJson();

  test('as this version writes it', () => {
    expect(JSON.stringify(manifests)).toContain('%20');
    expectSame(Yaml.stringify(...manifests));
  });

  test('as earlier versions wrote it', () => {
    const earlier = (value: unknown) =>
      typeof value === 'string'
        ? value
            .replaceAll(' | replace "+" "%20"', '')
            .replaceAll(/!!binary \{\{ (.*?) \| b64enc \| quote \}\}/g, '{{ $1 | toRawJson }}')
        : value;
    expectSame(Yaml.stringify(...JSON.parse(JSON.stringify(manifests, (_key, value) => earlier(value)))));
  });
});
