import { ApiObject, JsonPatch } from 'cdk8s';
import type { Service } from 'cdk8s-plus-28';
import { SecretSyncedApp } from '../../lib';
import { APP } from '../declarations';
import { errorsOf, synthesizeOne } from '../synthesis';

const errorsWith = (patch: JsonPatch) =>
  errorsOf((chart) => {
    const app = new SecretSyncedApp(chart, 'api', APP);
    ApiObject.of(app.deployment).addJsonPatch(patch);
  });

const NAME = '"app.kubernetes.io/name"';

describe('a patch cannot take away what the API server asks for', () => {
  test.each([
    ['/spec/selector', 'spec.selector is missing: write matchLabels with labels that the pod template has (W1)'],
    [
      '/spec/template/metadata/labels',
      `the pod template has no label ${NAME}, so that spec.selector does not match its pods: write the same labels in both (W1)`,
    ],
    ['/spec', 'spec is missing: write it, with a selector and a template (W4)'],
    ['/spec/template', 'spec.template is missing: write it, with labels and a spec (W4)'],
    ['/metadata/name', 'the Deployment has no name: set metadata.name (N1)'],
  ])('%s', (path, message) => {
    expect(errorsWith(JsonPatch.remove(path))).toEqual([`[project/api/Deployment] ${message}`]);
  });

  test.each(['/kind', '/apiVersion'])('%s', (path) => {
    expect(errorsWith(JsonPatch.remove(path))).toEqual([expect.stringContaining('(F5)')]);
  });
});

test('a patch of a place that is not there is named', () => {
  expect(errorsWith(JsonPatch.add('/spec/nowhere/x', 1))).toEqual([
    '[project/api/Deployment] the Deployment cannot be rendered: the patch add "/spec/nowhere/x" does not fit: there is nothing at "/spec/nowhere", add that first (N0)',
  ]);
});

test('a label that no object can have is told once, with all places that get it', () => {
  expect(errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, labels: { 'team name': 'a' } }))).toEqual([
    expect.stringMatching(
      /^\[project\/api\/Deployment\] the key of the label "team name" must be .* \(the same in spec\.template\.metadata\.labels\) \(N4\)$/,
    ),
  ]);
});

test('a patch of the Service reaches the YAML, also where cdk8s-plus has another type', () => {
  const service = synthesizeOne('Service', (chart) => {
    const app = new SecretSyncedApp(chart, 'api', { ...APP, port: 80, ports: [{ number: 80, name: 'http' }] });
    ApiObject.of(app.service as Service).addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 'http'));
  });
  expect(service.spec.ports).toEqual([{ port: 80, targetPort: 'http' }]);
});
