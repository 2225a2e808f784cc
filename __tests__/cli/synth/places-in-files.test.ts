import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlacesInFiles } from '../../../cli/synth/places-in-files';

const OBJECTS = `apiVersion: v1
kind: ConfigMap
metadata:
  name: one
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: { name: two, namespace: shop }
- apiVersion: v1
  kind: ConfigMap
  metadata: { name: twice }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: twice }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'places-'));
  for (const file of ['mine.yaml', 'written.yaml']) writeFileSync(join(folder, file), OBJECTS);
});
afterEach(() => rmSync(folder, { recursive: true }));

const placeOf = (file: string, name: string, namespace?: string) =>
  new PlacesInFiles(folder, new Set(['mine.yaml'])).placeOf(file, {
    kind: 'ConfigMap',
    name,
    namespace,
    at: ['metadata', 'name'],
  });

test('a finding has the line and the column of its place in a file that somebody keeps, in a List too', () => {
  expect(placeOf('mine.yaml', 'one')).toEqual({ line: 4, column: 9 });
  expect(placeOf('mine.yaml', 'two', 'shop')).toEqual({ line: 11, column: 21 });
});

test('and none where it is not certain which object is meant', () => {
  expect(placeOf('mine.yaml', 'two')).toBeUndefined();
  expect(placeOf('mine.yaml', 'twice')).toBeUndefined();
});

test('nor in a file that an app writes', () => {
  expect(placeOf('written.yaml', 'one')).toBeUndefined();
});
