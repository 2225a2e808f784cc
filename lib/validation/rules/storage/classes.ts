import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { qualifiedNameProblem } from '../../../model/kubernetes-names';
import { byteLength } from '../../../text/byte-length';
import { simpleText } from '../../../text/simple-text';
import { briefText, checkField, requiredItems, requiredValue, tell, tellMissing } from '../../constraints';
import { textsOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';

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
      if (policy.raw === 'Recycle') tell(report, policy, 'is "Recycle", which is for volumes: write Retain or Delete');
      const terms = field.at('allowedTopologies').items();
      for (const term of terms) checkTopology(term, report);
      for (const [, term] of repetitionsIn(terms, topologyKey)) tell(report, term, 'is there already: drop it');
    },
    VolumeAttributesClass: ({ field }, report) => {
      checkDriver(field.at('driverName'), report);
      const parameters = field.at('parameters');
      checkParameters(parameters, report);
      const isWithout = parameters.isEmpty || (parameters.isObject && parameters.entries().length === 0);
      if (isWithout) tellMissing(report, parameters, 'write at least one');
    },
  },
});

function checkDriver(driver: Field, report: PartReport): void {
  checkField(
    report,
    driver,
    requiredValue(
      'write that of the driver',
      briefText((name) => qualifiedNameProblem(name.toLowerCase())),
    ),
  );
}

function checkParameters(parameters: Field, report: PartReport): void {
  const entries = parameters.entries();
  if (entries.length > MOST_PARAMETERS) {
    tell(report, parameters, `has ${entries.length} entries, ${MOST_PARAMETERS} are allowed`);
    return;
  }
  let bytes = 0;
  for (const [name, { raw }] of entries) {
    if (name === '') tell(report, parameters, 'has an entry without a name: drop it');
    bytes += byteLength(`${name}${typeof raw === 'string' ? raw : ''}`);
  }
  if (bytes > LONGEST_PARAMETERS) {
    tell(report, parameters, `has ${bytes} bytes, ${LONGEST_PARAMETERS} are allowed`);
  }
}

function checkTopology(term: Field, report: PartReport): void {
  const expressions = term.at('matchLabelExpressions').items();
  if (expressions.length === 0 && !term.isUnresolved && !term.at('matchLabelExpressions').isUnresolved) {
    tell(report, term, 'matches nothing: write matchLabelExpressions, or drop it');
  }
  for (const expression of expressions) {
    checkField(
      report,
      expression.at('key'),
      requiredValue('write the label of the nodes', briefText(qualifiedNameProblem)),
    );
    const values = expression.at('values');
    checkField(report, values, requiredItems('write one'));
    for (const [, { field }] of repetitionsIn(textsOf(values), ({ text }) => text)) {
      tell(report, field, 'is there already: drop it');
    }
  }
  const keys = expressions.map((expression) => expression.at('key'));
  for (const [, key] of repetitionsIn(keys, ({ raw }) => simpleText(raw ?? ''))) {
    tell(report, key, 'has another expression already: write one');
  }
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
  return JSON.stringify(sorted.sort(([a], [b]) => (simpleText(a) < simpleText(b) ? -1 : 1)));
}
