import { App, Chart, Yaml } from 'cdk8s';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { comparison } from '../../../cli/adopt/round-trip/comparison';
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

test.each<[string, (chart: Chart) => unknown]>([
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
])('%s comes out of adopt as it went in', (_, declare) => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  declare(chart);
  const { manifests } = manifestsIn(Yaml.stringify(...chart.toJson()), 'shop.yaml');
  const { adopted, files, findings } = adoptionOf(
    { manifests, problems: [] },
    { extension: '', includeRest: false, migrate: false },
  );
  expect(findings).toEqual([]);
  expect(adopted).toHaveLength(manifests.length);
  expect(comparison(adopted, synthesized(files))).toEqual([]);
});
