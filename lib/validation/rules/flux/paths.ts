import type { AppModel } from '../../../model/app-model';
import { type KustomizationOfFlux, segmentsOf } from '../../../model/flux';
import { specOf } from '../../../model/resource';
import { resourcesOfKind } from '../../../model/resources-of-kind';
import { ruleOn, Severity } from '../../rule';

/** The output folder of cdk8s, of this library too, beside which there are files that are known. */
const OUTPUT_FOLDER = 'dist';

export const G4 = ruleOn('kustomizationOfFlux', {
  severity: Severity.WARNING,
  title: 'A Kustomization of Flux applies a folder in which all YAML is manifests',
  why: 'Flux takes every .yaml and .yml file below its path for manifests. One that is none, such as cdk8s.yaml, compose.yaml or images/prod.yaml, fails the whole Kustomization, and nothing is applied.',
  source: 'fluxcd/pkg kustomize v1.41.0: kustomize_generator.go (scanManifests)',
  bad: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Kustomization', spec: { path: './' } }] },
  good: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Kustomization', spec: { path: './dist/prod' } }] },
  check: (kustomization, report, app) => {
    const { spec } = kustomization;
    const path = spec.text('path');
    const isRoot = path.isEmpty || (path.value !== undefined && segmentsOf(path.value).length === 0);
    if (!isRoot || !isOfRepository(kustomization, app) || !hasOutput(app)) return;
    report(
      path,
      'the path is the root of the repository, in which cdk8s.yaml and others are no manifests, and Flux fails on the first of them: write the folder of the manifests, for example path: ./dist/prod',
    );
  },
});

/** Whether all files of a git repository are in its source, as far as that can be told. */
function isOfRepository({ spec }: KustomizationOfFlux, app: AppModel): boolean {
  const [kind, name] = ['kind', 'name'].map((part) => spec.text('sourceRef', part).value);
  if (kind !== 'GitRepository') return false;
  return !resourcesOfKind(app, 'GitRepository').some(
    (source) =>
      source.manifest.metadata.name === name &&
      ['ignore', 'sparseCheckout'].some((field) => specOf(source).at(field).isGiven),
  );
}

/** Whether the objects are those of a program, or what one has written. */
function hasOutput({ resources }: AppModel): boolean {
  return resources.some(
    ({ construct, file }) => construct !== undefined || file === undefined || segmentsOf(file).includes(OUTPUT_FOLDER),
  );
}
