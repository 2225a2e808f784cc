import type { Field } from '../../../model/field';
import { qualifiedNameProblem } from '../../../model/kubernetes-names';
import { utf8Length } from '../../../text/utf8-length';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { tellAt, tellDuplicates, tellMissing, tellName, textsOf } from '../mistakes-of-fields';

const MOST_PARAMETERS = 512;
const LONGEST_PARAMETERS = 256 * 1024;

export const R17 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A class of storage names its driver, and topologies without a place twice',
  why: 'The API server refuses the class.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/storage/validation/validation.go (ValidateStorageClass, ValidateVolumeAttributesClass)',
  bad: { objects: [{ kind: 'StorageClass', reclaimPolicy: 'Recycle' }] },
  good: { objects: [{ kind: 'StorageClass', reclaimPolicy: 'Retain' }] },
  of: {
    StorageClass: ({ field }, report) => {
      checkDriver(field.at('provisioner'), report);
      checkParameters(field.at('parameters'), report);
      const policy = field.at('reclaimPolicy');
      if (policy.raw === 'Recycle')
        tellAt(policy, report, 'is "Recycle", which is for volumes: write Retain or Delete');
      for (const term of field.at('allowedTopologies').items()) checkTopology(term, report);
      const terms = field.at('allowedTopologies').items();
      tellDuplicates(terms, topologyKey, (term) => tellAt(term, report, 'is there already: drop it'));
    },
    VolumeAttributesClass: ({ field }, report) => {
      checkDriver(field.at('driverName'), report);
      const parameters = field.at('parameters');
      checkParameters(parameters, report);
      const isWithout = parameters.isEmpty || (parameters.isObject && parameters.entries().length === 0);
      if (isWithout) tellMissing(parameters, report, 'write at least one');
    },
  },
});

function checkDriver(driver: Field, report: PartReport): void {
  tellName(driver, report, 'write that of the driver', (name) => qualifiedNameProblem(name.toLowerCase()));
}

function checkParameters(parameters: Field, report: PartReport): void {
  const entries = parameters.entries();
  if (entries.length > MOST_PARAMETERS) {
    tellAt(parameters, report, `has ${entries.length} entries, ${MOST_PARAMETERS} are allowed`);
    return;
  }
  let bytes = 0;
  for (const [name, { raw }] of entries) {
    if (name === '') tellAt(parameters, report, 'has an entry without a name: drop it');
    bytes += utf8Length(`${name}${typeof raw === 'string' ? raw : ''}`);
  }
  if (bytes > LONGEST_PARAMETERS) {
    tellAt(parameters, report, `has ${bytes} bytes, ${LONGEST_PARAMETERS} are allowed`);
  }
}

function checkTopology(term: Field, report: PartReport): void {
  const expressions = term.at('matchLabelExpressions').items();
  if (expressions.length === 0 && !term.isUnresolved && !term.at('matchLabelExpressions').isUnresolved) {
    tellAt(term, report, 'matches nothing: write matchLabelExpressions, or drop it');
  }
  for (const expression of expressions) {
    tellName(expression.at('key'), report, 'write the label of the nodes', qualifiedNameProblem);
    const values = expression.at('values');
    if (values.isEmpty || (Array.isArray(values.raw) && values.raw.length === 0)) {
      tellMissing(values, report, 'write one');
    }
    const texts = textsOf(values);
    tellDuplicates(
      texts.map(({ field }) => field),
      ({ raw }) => String(raw ?? ''),
      (value) => tellAt(value, report, 'is there already: drop it'),
    );
  }
  tellDuplicates(
    expressions,
    (expression) => String(expression.at('key').raw ?? ''),
    (expression) => tellAt(expression.at('key'), report, 'has another expression already: write one'),
  );
}

/** By what two topologies are the same, in whatever order they say it. */
function topologyKey(term: Field): string | undefined {
  const expressions = term.at('matchLabelExpressions').items();
  if (expressions.length === 0) return undefined;
  const sorted = expressions.map((one) => [
    one.at('key').raw ?? '',
    textsOf(one.at('values'))
      .map(({ text }) => text)
      .sort(),
  ]);
  return JSON.stringify(sorted.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
