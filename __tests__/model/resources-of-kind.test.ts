import type { Manifest } from '../../lib/model/manifest';
import { resourcesOfKind } from '../../lib/model/resources-of-kind';

const object = (kind: string, name: string, apiVersion = 'v1') => ({
  manifest: { apiVersion, kind, metadata: { name } } as unknown as Manifest,
});
const resources = [object('Secret', 'a'), object('ConfigMap', 'b'), object('Secret', 'c', 'example.com/v1')];

test('the objects of a kind are those of every group, in their order', () => {
  expect(resourcesOfKind({ resources }, 'Secret')).toEqual([resources[0], resources[2]]);
  expect(resourcesOfKind({ resources }, 'Service')).toEqual([]);
});

test('each app has its own', () => {
  expect(resourcesOfKind({ resources: [resources[1]] }, 'Secret')).toEqual([]);
  expect(resourcesOfKind({ resources }, 'ConfigMap')).toEqual([resources[1]]);
});
