import type { AppModel } from '../../../model/app-model';
import { type KustomizationOfFlux, kustomizationsIn, OUTPUT_FOLDER, pathOf, segmentsOf } from '../../../model/flux';
import { specOf } from '../../../model/resource';
import { resourcesOfKind } from '../../../model/resources-of-kind';
import { ruleOn, Severity } from '../../rule';

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
    const isRoot = path.isEmpty || (path.value !== undefined && pathOf(kustomization).length === 0);
    if (!isRoot || !isOfRepository(kustomization, app) || !hasOutput(app)) return;
    report(
      path,
      'the path is the root of the repository, in which cdk8s.yaml and others are no manifests, and Flux fails on the first of them: write the folder of the manifests, for example path: ./dist/prod',
    );
  },
});

/** Whether its source is all files of the repository that has the output, as far as that can be told. */
function isOfRepository(kustomization: KustomizationOfFlux, app: AppModel): boolean {
  const [kind, name, namespace] = sourceOf(kustomization);
  if (kind !== 'GitRepository') return false;
  const withOutput = kustomizationsIn(app).filter((one) => pathOf(one).includes(OUTPUT_FOLDER));
  const isSame = (one: KustomizationOfFlux) => sourceOf(one).join('/') === [kind, name, namespace].join('/');
  if (withOutput.length > 0 && !withOutput.some(isSame)) return false;
  return !resourcesOfKind(app, 'GitRepository').some(
    (source) =>
      source.manifest.metadata.name === name &&
      source.manifest.metadata.namespace === namespace &&
      ['ignore', 'sparseCheckout'].some((field) => specOf(source).at(field).isGiven),
  );
}

function sourceOf({ resource, spec }: KustomizationOfFlux): (string | undefined)[] {
  const source = spec.at('sourceRef');
  return [
    source.text('kind').value,
    source.text('name').value,
    source.text('namespace').value ?? resource.manifest.metadata.namespace,
  ];
}

/** Whether the objects are those of a program, or what one has written. */
function hasOutput({ resources }: AppModel): boolean {
  return resources.some(
    ({ construct, file }) => construct !== undefined || file === undefined || segmentsOf(file).includes(OUTPUT_FOLDER),
  );
}
