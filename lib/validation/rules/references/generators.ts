import { type AppModel, perApp } from '../../../model/app-model';
import type { Field } from '../../../model/field';
import type { OperatorResource } from '../../../model/operator-resource';
import { isFilledInLater } from '../../../model/resource';
import { type ExampleObject, ruleOn, Severity, withSpec } from '../../rule';

const DEFAULT_LENGTH = 24;
const DEFAULT_SYMBOLS = '~!@#$%^&*()_+`-={}|[]\\:"<>?,./';
const DIGITS = 10;
const LETTERS = 26;

export const X5 = ruleOn('app', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  yields: true,
  title: 'Generators are ClusterGenerators',
  why: 'The operator has no controller for Password and UUID: a generator is looked up among ClusterGenerators, by its name. A push that has never succeeded has no condition at all: its health waits for ever.',
  source: 'operator v0.11.7: cmd/main.go, internal/services/infisicalpushsecret/reconciler.go (processGenerators)',
  bad: { objects: [generating('pasword'), { kind: 'ClusterGenerator' }] },
  good: { objects: [generating('password'), { kind: 'ClusterGenerator' }] },
  check: (app, report) => {
    for (const resource of app.infisical) {
      const { kind } = resource.manifest;
      if (kind !== 'Password' && kind !== 'UUID') continue;
      const message = `the operator never reads the kind ${kind}: write a ClusterGenerator with kind: ${kind}`;
      report(resource, ['kind'], message);
    }
    for (const { kind, resource, spec } of app.operator) {
      if (kind !== 'InfisicalPushSecret') continue;
      for (const generator of spec.at('push', 'generators').items()) {
        const reference = generator.at('generatorRef');
        const problem = generatorProblem(app, reference);
        if (problem) report(resource, reference.isGiven ? reference.at('name') : reference, problem);
      }
    }
  },
});

export const X12 = ruleOn('ClusterGenerator', {
  severity: Severity.ERROR,
  title: 'A password of the wanted form exists',
  why: 'The numbers are first looked at when a password is made: the push then fails, each time, and one that has never succeeded has no condition that would tell it: its health waits for ever.',
  source: 'operator v0.11.7: internal/generator/password.go (GeneratorPassword), with go-password v0.3.1 (Generate)',
  bad: withSpec('ClusterGenerator', { generator: { passwordSpec: { length: 8, digits: 6, symbols: 6 } } }),
  good: withSpec('ClusterGenerator', { generator: { passwordSpec: { length: 12, digits: 6, symbols: 6 } } }),
  check: ({ spec }, report) => {
    const password = spec.at('generator', 'passwordSpec');
    const problem = password.isGiven ? passwordProblem(password) : undefined;
    if (problem) report(password, `no password can be made: ${problem}`);
  },
});

function generating(name: string): ExampleObject {
  const generators = [{ destinationSecretName: 'PASSWORD', generatorRef: { kind: 'Password', name } }];
  return { kind: 'InfisicalPushSecret', spec: { push: { secret: null, generators }, resyncInterval: null } };
}

const generatorsByName = perApp(
  ({ operator }) =>
    new Map<unknown, OperatorResource>(
      operator.flatMap((one) => (one.kind === 'ClusterGenerator' ? [[one.resource.manifest.metadata.name, one]] : [])),
    ),
);

function generatorProblem(app: AppModel, reference: Field): string | undefined {
  const name = reference.text('name').value;
  if (!name) return 'a generator has no generatorRef with a name: name a ClusterGenerator';
  const generators = generatorsByName(app);
  // It may belong to another app, if this one declares none at all.
  if (generators.size === 0) return undefined;
  const generator = generators.get(name);
  if (generator === undefined) {
    if ([...generators].some(([other, { resource }]) => isFilledInLater(resource, other))) return undefined;
    const names = [...generators.keys()].map((other) => `"${String(other)}"`).join(', ');
    return `generatorRef leads to the ClusterGenerator "${name}", which the app does not declare: it declares ${names}`;
  }
  if (reference.at('kind').raw === 'Password' && generator.spec.at('generator', 'passwordSpec').raw === undefined) {
    return `generatorRef wants a Password from the ClusterGenerator "${name}", which has no generator.passwordSpec: add one`;
  }
  return undefined;
}

function passwordProblem(spec: Field): string | undefined {
  for (const name of ['length', 'digits', 'symbols']) {
    const { value = 0 } = spec.number(name);
    // F2 tells of the others.
    if (!Number.isInteger(value)) return undefined;
    if (value < 0) return `${name} is ${value}, write a whole number of at least 0`;
  }
  const length = spec.number('length').value || DEFAULT_LENGTH;
  const quarter = Math.floor(length / 4);
  const digits = spec.number('digits').value ?? quarter;
  const symbols = spec.number('symbols').value ?? quarter;
  if (digits + symbols > length) {
    return `${digits} digits and ${symbols} symbols are more than the length of ${length}, lower them`;
  }
  if (/[^\0-\x7f]/.test(spec.text('symbolCharacters').value ?? '')) {
    return 'symbolCharacters has characters beyond ASCII, of which single bytes would be taken: leave them out';
  }
  return spec.flag('allowRepeat').value === true ? undefined : repetitionProblem(spec, { length, digits, symbols });
}

function repetitionProblem(
  spec: Field,
  { length, digits, symbols }: { length: number; digits: number; symbols: number },
): string | undefined {
  const noUpper = spec.flag('noUpper').value === true;
  const letterSet = noUpper ? LETTERS : 2 * LETTERS;
  const known = new Set(spec.text('symbolCharacters').value || DEFAULT_SYMBOLS);
  const taken = (pattern: RegExp, most: number) =>
    Math.min(most, [...known].filter((character) => pattern.test(character)).length);
  // Letters and digits that stand among the symbols may be taken before, and then it looks for another one for ever.
  const letters = taken(noUpper ? /[a-z]/ : /[a-zA-Z]/, Math.max(0, length - digits - symbols));
  const symbolSet = known.size - letters - taken(/\d/, digits);
  const limits: [string, number, number][] = [
    ['digits', digits, DIGITS],
    ['symbols', symbols, symbolSet],
    ['letters', length - digits - symbols, letterSet],
  ];
  const over = limits.find(([, wanted, available]) => wanted > available);
  if (over === undefined) return undefined;
  const [what, wanted, available] = over;
  return `${wanted} ${what} cannot all differ, as there are ${available}: set allowRepeat: true, or lower the number`;
}
