import { type Field, pathText } from '../../../model/field';
import {
  areFieldsKnown,
  doesOperator,
  OPERATOR_FEATURES,
  type OperatorAbility,
} from '../../../model/operator-features';
import { fieldsOf, typesWith } from '../../../schemas/part-types';
import { problemsInside, typeProblem } from '../../../schemas/type-problem';
import { remembered } from '../../../text/remembered';
import { ruleOn, Severity } from '../../rule';
import { isUnshown, unshown } from '../../unshown';
import { DECODING, holderText, holding } from './decoding';

export const F2 = ruleOn('part', {
  skipsOrdinary: true,
  severity: Severity.ERROR,
  yields: true,
  title: 'The value of a field has its type',
  why: 'The API server cannot decode the object and refuses it.',
  source: DECODING,
  bad: holding({ stdin: 'true' }),
  good: holding({ stdin: true }),
  check: (part, report) => {
    const { raw: fields, type, decoder } = part;
    const declared = fieldsOf(type);
    for (const name of Object.keys(fields)) {
      const own = declared.get(name)?.type;
      if (own === undefined) continue;
      const tell = (place: Field, found: string) => {
        const isHidden = isScalarForMore(place, found) || isUnshown(part.resource, place.path);
        const problem = isHidden ? hidden(place, found) : found;
        if (!place.isUnresolved) report(place, `${pathText(place.path)} ${problem}`, undefined, place.path);
      };
      const problem = typeProblem(fields[name], own);
      if (problem) tell(part.field.at(name), problem);
      if (own.shape !== 'list' && own.shape !== 'map') continue;
      for (const { key, problem } of problemsInside(fields[name], own, decoder)) {
        tell(part.field.at(name, key), problem);
      }
    }
  },
});

/** Whether a text or a number stands where an object or a list belongs: that may be anything that somebody has pasted. */
function isScalarForMore({ raw }: Field, problem: string): boolean {
  return (typeof raw === 'string' || typeof raw === 'number') && /^must be (?:an object|a list),/.test(problem);
}

/** The problem without the value that has it. */
function hidden(place: Field, problem: string): string {
  const [wanted, found] = problem.split(', found ');
  if (found === undefined) return problem;
  const isSimple = typeof place.raw === 'number' || typeof place.raw === 'boolean';
  const remedy = wanted === 'must be text' && isSimple ? ': write it in quotes' : '';
  return `${wanted}, found ${unshown(place.raw)}${remedy}`;
}

export const F3 = ruleOn('part', {
  looksAt: typesWith(({ isRequired }) => isRequired),
  severity: Severity.ERROR,
  yields: true,
  tellsOfAbsence: true,
  title: 'What the schema of the operator asks for is there',
  why: 'The API server refuses the resource.',
  source: "the operator's CRDs, v0.11.5: required",
  bad: { objects: [{ kind: 'ClusterGenerator', spec: { kind: null } }] },
  good: { objects: [{ kind: 'ClusterGenerator' }] },
  check: (part, report, { settings }) => {
    const { raw, type, resource } = part;
    if (!areFieldsKnown(settings)) return;
    for (const name of requiredFieldsOf(type)) {
      if (raw[name] !== undefined && raw[name] !== null) continue;
      // A problem of the props that it was made of.
      if ((resource.explainedRules?.() ?? []).length > 0) return;
      const ability = OPTIONAL.get(`${type}.${name}`);
      if (ability !== undefined && doesOperator(settings, ability)) continue;
      const until = ability && `, which operators before ${OPERATOR_FEATURES[ability].since} need`;
      const { field } = part;
      // A4 tells of namespaces.
      const place = field.at(name);
      if (!place.isGiven && !place.isUnresolved && !/namespace$/i.test(name)) {
        report(place, `${holderText(field)} lacks the field "${name}"${until ?? ''}`);
      }
    }
  },
});

/** What only older operators ask for. */
const OPTIONAL: ReadonlyMap<string, OperatorAbility> = new Map(
  (Object.keys(OPERATOR_FEATURES) as OperatorAbility[]).flatMap((ability) =>
    (OPERATOR_FEATURES[ability].optional ?? []).map(({ kind, path }) => [`${kind}.spec.${path}`, ability] as const),
  ),
);

const requiredFieldsOf = remembered((type) =>
  [...fieldsOf(type)].flatMap(([name, { isRequired }]) => (isRequired ? [name] : [])),
);
