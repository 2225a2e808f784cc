import { type Field, pathText } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import { isBeyondKnown } from '../../../model/operator-version';
import type { Lifetime } from '../../../schemas/field-types';
import { fieldsOf, wordsOf } from '../../../schemas/part-types';
import { problemsInside, typeProblem } from '../../../schemas/type-problem';
import { didYouMean } from '../../../text/did-you-mean';
import { quotedName } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';
import { using, variable } from '../workloads/using';

const DECODING =
  "Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/runtime/serializer/json (strict decoding), apiextensions-apiserver/pkg/apiserver/schema (the operator's CRDs)";

const deployment = (container: Readonly<Record<string, unknown>>) => using({ env: [variable('TOKEN')], ...container });

export const F1 = ruleOn('part', {
  severity: Severity.ERROR,
  yields: true,
  assumes: 'kubernetesVersion',
  title: 'A field is one that the API server knows',
  why: 'With "kubectl apply" and Argo CD the API server refuses the object; without strict validation it drops the field in silence.',
  source: DECODING,
  bad: deployment({ resource: { limits: { memory: '256Mi' } } }),
  good: deployment({ resources: { limits: { memory: '256Mi' } } }),
  check: ({ field, type, decoder }, report, { settings }) => {
    const declared = fieldsOf(type);
    for (const name of Object.keys(field.raw as object)) {
      const declaration = declared.get(name);
      const place = field.at(name);
      if (declaration === undefined) {
        if (decoder === 'operator' && isBeyondKnown(settings.operatorVersion)) continue;
        const remedy = didYouMean(name, declared.keys(), 'drop it');
        report(place, `${holderText(field)} has no field ${quotedName(name)}: ${remedy}`);
      } else if (place.isGiven) {
        const problem = lifetimeProblem(declaration, settings.kubernetesVersion);
        if (problem) report(place, `the field ${pathText(place.path)} ${problem}`);
      }
    }
  },
});

export const F2 = ruleOn('part', {
  severity: Severity.ERROR,
  yields: true,
  title: 'The value of a field has its type',
  why: 'The API server cannot decode the object and refuses it.',
  source: DECODING,
  bad: deployment({ stdin: 'true' }),
  good: deployment({ stdin: true }),
  check: ({ field, type, decoder }, report) => {
    const declared = fieldsOf(type);
    for (const [name, raw] of Object.entries(field.raw as object)) {
      const declaration = declared.get(name);
      if (declaration === undefined) continue;
      const place = field.at(name);
      const problem = place.isUnresolved ? undefined : typeProblem(raw, declaration.type, decoder);
      if (problem) report(place, `${pathText(place.path)} ${problem}`);
      for (const { key, problem } of problemsInside(raw, declaration.type, decoder)) {
        const inside = place.at(key);
        if (!inside.isUnresolved) report(inside, `${pathText(inside.path)} ${problem}`);
      }
    }
  },
});

export const F3 = ruleOn('part', {
  severity: Severity.ERROR,
  yields: true,
  // What nobody said is missing wherever it would stand.
  explainedBy: ['A4'],
  title: 'What the schema of the operator asks for is there',
  why: 'The API server refuses the resource.',
  source: "the operator's CRDs, v0.11.5: required",
  bad: { objects: [{ kind: 'ClusterGenerator', spec: { kind: null } }] },
  good: { objects: [{ kind: 'ClusterGenerator' }] },
  check: ({ field, type, resource }, report, { settings }) => {
    // A problem of the props that it was made of.
    if ((resource.explainedRules ?? []).length > 0 || isBeyondKnown(settings.operatorVersion)) return;
    for (const [name, { isRequired }] of fieldsOf(type)) {
      // A4 tells of namespaces.
      if (isRequired && field.at(name).raw === undefined && !/namespace$/i.test(name)) {
        report(field.at(name), `${holderText(field)} lacks the field "${name}"`);
      }
    }
  },
});

export const F4 = ruleOn('part', {
  severity: Severity.ERROR,
  yields: true,
  assumes: 'kubernetesVersion',
  title: 'Where only a few words are allowed, it is one of them',
  why: 'The API server refuses the object.',
  source:
    "Kubernetes 1.29 to 1.37: the types that staging/src/k8s.io/api marks with +enum, and their validation; the operator's CRDs, v0.11.5: enum",
  bad: deployment({ imagePullPolicy: 'IfMissing' }),
  good: deployment({ imagePullPolicy: 'IfNotPresent' }),
  check: ({ field, type, decoder }, report, { settings }) => {
    if (decoder === 'operator' && isBeyondKnown(settings.operatorVersion)) return;
    for (const [name, { type: own }] of fieldsOf(type)) {
      const item = own.shape === 'list' ? own.of : own;
      if (item.shape !== 'word') continue;
      for (const place of own.shape === 'list' ? field.at(name).items() : [field.at(name)]) {
        const isDefault = place.raw === '' && item.mayBeEmpty && own.shape !== 'list' && decoder === 'kubernetes';
        const problem = isDefault ? undefined : wordProblem(place.raw, item.set, settings.kubernetesVersion);
        if (problem) report(place, `${pathText(place.path)} ${problem}`);
      }
    }
  },
});

function wordProblem(raw: unknown, set: string, version: string | undefined): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const words = wordsOf(set);
  const known = words.find(({ word }) => word === raw);
  if (known !== undefined) {
    const problem = lifetimeProblem(known, version);
    return problem && `is ${shown(raw)}, which ${problem}`;
  }
  const all = words.map(({ word }) => word);
  return `is ${shown(raw)}, allowed are ${all.join(', ')}: ${didYouMean(raw, all, 'write one of them')}`;
}

function holderText(field: Field): string {
  return field.path.length === 0 ? 'the object' : pathText(field.path);
}

function lifetimeProblem({ since, until }: Lifetime, version: string | undefined): string | undefined {
  if (since !== undefined && !isKubernetes(version, since)) {
    const told =
      version === undefined
        ? ', and nobody has told that of the cluster: set kubernetes.version'
        : `, the cluster has ${version}: drop it`;
    return `is known since Kubernetes ${since}${told}`;
  }
  const isOver = until !== undefined && version !== undefined && isKubernetes(version, afterMinor(until));
  return isOver ? `is known up to Kubernetes ${until}, the cluster has ${version}: drop it` : undefined;
}

function afterMinor(version: string): string {
  const [major, minor] = version.split('.');
  return `${major}.${Number(minor) + 1}`;
}
