import { isKubernetes } from '../../../model/kubernetes-version';
import { areFieldsKnown } from '../../../model/operator-features';
import type { FieldType } from '../../../schemas/field-types';
import { fieldsOf, typesWith, wordsOf } from '../../../schemas/part-types';
import { didYouMean } from '../../../text/did-you-mean';
import { remembered } from '../../../text/remembered';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { ruleOn, Severity } from '../../rule';
import { holding } from './decoding';
import { lifetimeProblem } from './lifetime-problem';

export const F4 = ruleOn('part', {
  looksAt: typesWith(({ type }) => wordIn(type) !== undefined),
  severity: Severity.ERROR,
  yields: true,
  assumes: 'kubernetesVersion',
  title: 'Where only a few words are allowed, it is one of them',
  why: 'The API server refuses the object.',
  source:
    "Kubernetes 1.29 to 1.37: the types that staging/src/k8s.io/api marks with +enum, and their validation; the operator's CRDs, v0.11.5: enum",
  bad: holding({ imagePullPolicy: 'IfMissing' }),
  good: holding({ imagePullPolicy: 'IfNotPresent' }),
  check: (part, report, { settings }) => {
    const { raw, type, decoder } = part;
    if (decoder === 'operator' && !areFieldsKnown(settings)) return;
    for (const { name, own, item } of wordFieldsOf(type)) {
      const value = raw[name];
      if (value === undefined) continue;
      const { kubernetesVersion } = settings;
      if (typeof value === 'string' && own.shape === 'word' && !wordProblem(value, item.set, kubernetesVersion))
        continue;
      const { field } = part;
      // Until then, it is dropped, whatever it is.
      if (item.set === 'ProcMountType' && !isKubernetes(kubernetesVersion, '1.33')) continue;
      for (const place of own.shape === 'list' ? field.at(name).items() : [field.at(name)]) {
        const isOfList = own.shape === 'list';
        const isDefault = place.raw === '' && item.mayBeEmpty && !isOfList && decoder === 'kubernetes';
        // In Go nothing is the empty text, which in a list is no default.
        const word = isOfList && place.raw === null && decoder === 'kubernetes' ? '' : place.raw;
        const problem = isDefault ? undefined : wordProblem(word, item.set, kubernetesVersion);
        tell(report, place, problem);
      }
    }
  },
});

const wordFieldsOf = remembered((type) =>
  [...fieldsOf(type)].flatMap(([name, { type: own }]) => {
    const item = wordIn(own);
    return item === undefined ? [] : [{ name, own, item }];
  }),
);

function wordIn(type: FieldType) {
  const item = type.shape === 'list' ? type.of : type;
  return item.shape === 'word' ? item : undefined;
}

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
