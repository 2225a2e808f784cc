import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { violationsOf } from '../flux/flux-objects';
import { violationsOf as violationsOfRelease } from '../operator/released-objects';
import type { Manifest } from '../synthesis';
import { allBlocksOf } from './document-blocks';
import { filesIn, PROJECT } from './main-program';
import { runPrograms } from './run-programs';

const EXAMPLE = join(PROJECT, 'examples/gitops');
const dist = filesIn(join(EXAMPLE, 'dist'));
const fileOf = (name: string) => readFileSync(join(EXAMPLE, name), 'utf8');
const objectsIn = (file: string): Manifest[] => parseAllDocuments(dist[file]).map((document) => document.toJS());

test('the example makes what is recorded, byte for byte, and prints nothing', () => {
  const files = Object.fromEntries(['main.ts', 'shop.ts', 'cdk8s-infisical.yaml'].map((name) => [name, fileOf(name)]));
  const { folders, printed } = runPrograms([{ main: 'main.ts', files }]);
  try {
    expect(printed).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(filesIn(join(folders[0], 'dist'))).toEqual(dist);
  } finally {
    rmSync(folders[0], { recursive: true });
  }
});

test('Argo CD and Flux deliver the same folders', () => {
  const [set] = objectsIn('argocd/argocd.k8s.yaml').filter(({ kind }) => kind === 'ApplicationSet');
  const environments: string[] = set.spec.generators[0].list.elements.map((one: Manifest) => one.environment);
  const paths = environments.map((name) => set.spec.template.spec.source.path.replace('{{.environment}}', name));
  const kustomizations = objectsIn('flux/flux.k8s.yaml').filter(({ kind }) => kind === 'Kustomization');
  const ofEnvironments = kustomizations.filter(({ metadata }) => metadata.name !== 'infisical-operator');
  expect(ofEnvironments.map(({ spec }) => spec.path)).toEqual(paths.map((path) => `./${path}`));
  expect(Object.keys(dist).filter((file) => paths.includes(`dist/${file.split('/')[0]}`))).toHaveLength(4);
});

test('both install the same operator, and Flux waits for it', () => {
  const [{ spec: argo }] = objectsIn('argocd/argocd.k8s.yaml').filter(({ kind }) => kind === 'Application');
  const [, { spec: flux }] = objectsIn('flux-operator/operator.k8s.yaml');
  expect(flux.values).toEqual(argo.source.helm.valuesObject);
  expect(flux.values.scopedNamespaces).toEqual(['shop-prod', 'shop-staging']);
  expect(flux.chart.spec.version).toBe(argo.source.targetRevision);
  const kustomizations = objectsIn('flux/flux.k8s.yaml').filter(({ kind }) => kind === 'Kustomization');
  const isOperator = ({ metadata }: Manifest) => metadata.name === 'infisical-operator';
  expect(kustomizations.find(isOperator)?.spec.path).toBe('./dist/flux-operator');
  for (const { spec } of kustomizations.filter((one) => !isOperator(one))) {
    expect(spec.dependsOn).toEqual([{ name: 'infisical-operator' }]);
  }
});

test('every object conforms to its definition', () => {
  const files = Object.keys(dist).filter((file) => file.endsWith('.yaml'));
  const ofRelease = ({ kind }: Manifest) => /^(?:Application|Helm\w+)$/.test(kind);
  const violations = (object: Manifest) => (ofRelease(object) ? violationsOfRelease(object) : violationsOf(object));
  expect(files.flatMap(objectsIn).flatMap(violations)).toEqual([]);
});

test('the documentation of Flux shows the program as it is, and what it makes for prod', () => {
  const [shown] = allBlocksOf('docs/flux.md').filter(({ file }) => file === 'shop.ts');
  expect(shown.text).toBe(fileOf('shop.ts'));
  const yaml = allBlocksOf('docs/flux.md').find(({ language }) => language === 'yaml')?.text ?? '';
  const [source, kustomization, namespace] = parseAllDocuments(yaml).map((document) => document.toJS());
  const made = objectsIn('flux/flux.k8s.yaml').map((object) => {
    const [expression] = object.spec?.healthCheckExprs ?? [];
    return expression === undefined ? object : { ...object, spec: { ...object.spec, healthCheckExprs: [expression] } };
  });
  for (const object of [source, kustomization, namespace]) expect(made).toContainEqual(object);
});
