import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { withFastJson } from '../../lib/evaluation/fast-json';

const late = (value: unknown) => Lazy.any({ produce: () => value }) as unknown as string;

test.each<[string, (object: ApiObject) => void]>([
  ['a label that turns out to be absent', ({ metadata }) => metadata.addLabel('team', late(undefined))],
  ['an annotation that turns out to be empty', ({ metadata }) => metadata.addAnnotation('notes', late({ a: [] }))],
  ['a label that turns out to be one', ({ metadata }) => metadata.addLabel('team', late('shop'))],
  ['a list for a label', ({ metadata }) => metadata.addLabel('team', [] as unknown as string)],
  ['metadata that somebody renders', ({ metadata }) => Object.assign(metadata, { toJson: () => ({ name: 'theirs' }) })],
])('metadata is as cdk8s has it: %s', (_, change) => {
  const chart = new Chart(new App(), 'project');
  const object = new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
  change(object);
  expect(JSON.stringify(withFastJson(() => object.toJson()))).toBe(JSON.stringify(object.toJson()));
});
