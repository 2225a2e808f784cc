import type { Field } from '../../../model/field';
import { FLUX_SOURCES, type KustomizationOfFlux, segmentsOf } from '../../../model/flux';
import { labelProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isFilledInLater } from '../../../model/resource';
import { shownText } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';

/** As the schemas of Flux have it: no days, no sign. */
const DURATION = /^(\d+(\.\d+)?(ms|s|m|h))+$/;

export const G1 = ruleOn('kustomizationOfFlux', {
  severity: Severity.ERROR,
  title: 'A Kustomization of Flux is one that Flux applies',
  why: 'The API server refuses it, or Flux takes it and never applies what it names.',
  source:
    'kustomize-controller v1.9.6: api/v1/kustomization_types.go; internal/controller/kustomization_controller.go (securejoin: no path leads out; SetOwnerLabels: its name becomes a label of each object; checkDependencies)',
  bad: { objects: [{ kind: 'Kustomization', spec: { interval: '1d' } }] },
  good: { objects: [{ kind: 'Kustomization', spec: { interval: '24h' } }] },
  check: (kustomization, report) => {
    for (const [at, problem] of problemsOf(kustomization)) report(at, problem);
  },
});

type Problem = readonly [at: Field, problem: string];

function problemsOf({ resource, spec }: KustomizationOfFlux): Problem[] {
  if (!spec.isGiven)
    return spec.isUnresolved ? [] : [[spec, 'it has no spec: write interval, path, prune and sourceRef']];
  const isOpen = (field: Field) => isFilledInLater(resource, field.raw);
  return [
    ...durationProblems(spec),
    ...sourceProblems(spec.at('sourceRef')),
    ...pathProblem(spec.text('path')),
    ...(spec.at('prune').isGiven ? [] : [[spec.at('prune'), PRUNE] as const]),
    ...nameProblem(resource.manifest.metadata.name, spec),
    ...dependencyProblems(resource.manifest.metadata, spec),
  ].filter(([at]) => !at.isUnresolved && !isOpen(at));
}

const PRUNE =
  'prune is missing, and Flux has no default: write prune: true to have it delete what is gone from the source';

function durationProblems(spec: Field): Problem[] {
  const interval = spec.text('interval');
  const missing: Problem[] = interval.isEmpty ? [[interval, 'interval is missing: write for example 10m']] : [];
  const wrong = ['interval', 'retryInterval', 'timeout'].flatMap((name): Problem[] => {
    const { value } = spec.text(name);
    if (!value) return [];
    const isNever = name !== 'timeout' && !/[1-9]/.test(value);
    if (DURATION.test(value)) {
      return isNever
        ? [[spec.at(name), `${name} is ${value}, for which Flux never looks again: write for example 10m`]]
        : [];
    }
    return [
      [spec.at(name), `${name} ${shownText(value)} is no duration that Flux reads: write for example 24h, 10m or 30s`],
    ];
  });
  return [...missing, ...wrong];
}

function sourceProblems(source: Field): Problem[] {
  if (!source.isGiven) return [[source, 'there is no source: write sourceRef with kind and name']];
  const [kind, name] = [source.text('kind'), source.text('name')];
  const kinds: readonly string[] = FLUX_SOURCES;
  return [
    ...(kind.isEmpty || (kind.value !== undefined && !kinds.includes(kind.value))
      ? [
          [
            kind,
            `${kind.value ? `the kind ${shownText(kind.value)} is no source` : 'the source has no kind'}: write ${kinds.join(', ')}`,
          ] as const,
        ]
      : []),
    ...(name.isEmpty
      ? [[name, 'the source has no name: write that of the GitRepository or OCIRepository'] as const]
      : []),
  ];
}

/** Flux looks no further up than the root of the source, and there is no such folder in it. */
function pathProblem(path: Field<string>): Problem[] {
  let depth = 0;
  for (const name of segmentsOf(path.value ?? '')) {
    depth += name === '..' ? -1 : 1;
    if (depth < 0)
      return [[path, `the path ${shownText(path.value ?? '')} leads out of the source: write for example ./dist/prod`]];
  }
  return [];
}

/** The name itself is looked at as that of every object. */
function nameProblem(name: string | undefined, spec: Field): Problem[] {
  if (name === undefined || name.length <= 63 || subdomainProblem(name) !== undefined) return [];
  const at = spec.holder?.at('metadata', 'name') ?? spec;
  return [
    [
      at,
      `the name ${shownText(name)} ${labelProblem(name)}: Flux writes it into a label of each object that it applies, which the API server refuses`,
    ],
  ];
}

function dependencyProblems(own: { readonly name?: string; readonly namespace?: string }, spec: Field): Problem[] {
  return spec
    .at('dependsOn')
    .items()
    .flatMap((one): Problem[] => {
      const [name, namespace] = [one.text('name').value, one.text('namespace').value];
      if (one.isObject && one.at('name').isEmpty) return [[one, 'it depends on what has no name: write name']];
      if (name === undefined || name !== own.name || (namespace ?? own.namespace) !== own.namespace) return [];
      return [[one, `it depends on itself, and is never applied: name the Kustomization that comes first`]];
    });
}
