import { pathText } from '../../../model/field';
import { isBeyondKnown } from '../../../model/operator-version';
import { fieldsOf, wordsOf } from '../../../schemas/part-types';
import { problemsInside, typeProblem } from '../../../schemas/type-problem';
import { didYouMean } from '../../../text/did-you-mean';
import { shown } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';
import { DECODING, holderText, holding } from './decoding';
import { lifetimeProblem } from './lifetime-problem';

export const F2 = ruleOn('part', {
  severity: Severity.ERROR,
  yields: true,
  title: 'The value of a field has its type',
  why: 'The API server cannot decode the object and refuses it.',
  source: DECODING,
  bad: holding({ stdin: 'true' }),
  good: holding({ stdin: true }),
  check: ({ field, type, decoder }, report) => {
    const declared = fieldsOf(type);
    for (const [name, raw] of Object.entries(field.raw as object)) {
      const declaration = declared.get(name);
      if (declaration === undefined) continue;
      const place = field.at(name);
      const problem = place.isUnresolved ? undefined : typeProblem(raw, declaration.type);
      if (problem) report(place, `${pathText(place.path)} ${problem}`, undefined, place.path);
      for (const { key, problem } of problemsInside(raw, declaration.type, decoder)) {
        const inside = place.at(key);
        if (!inside.isUnresolved) report(inside, `${pathText(inside.path)} ${problem}`, undefined, inside.path);
      }
    }
  },
});

export const F3 = ruleOn('part', {
  severity: Severity.ERROR,
  yields: true,
  tellsOfAbsence: true,
  // H6 tells of all that a certificate lacks.
  explainedBy: ['H6'],
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
      const place = field.at(name);
      if (isRequired && !place.isGiven && !place.isUnresolved && !/namespace$/i.test(name)) {
        report(place, `${holderText(field)} lacks the field "${name}"`);
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
  bad: holding({ imagePullPolicy: 'IfMissing' }),
  good: holding({ imagePullPolicy: 'IfNotPresent' }),
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
