import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATOR_KINDS } from '../../lib/model/kinds';
import { KUBERNETES_PARTS } from '../../lib/schemas/kubernetes-types';
import { OPERATOR_PARTS } from '../../lib/schemas/operator-types';
import { checkManifests } from '../../lib/validation/check-manifests';
import { RULES } from '../../lib/validation/rules';
import { manifestsOf, settingsOf } from './example-manifests';

const LIB = join(__dirname, '../../lib');
const IN_YAML = new Set<string>([
  ...OPERATOR_KINDS,
  ...[...Object.values(KUBERNETES_PARTS), ...Object.values(OPERATOR_PARTS)].flatMap((fields) =>
    fields.split(' ').map((field) => field.split(/[!:]/)[0]),
  ),
  // Of cdk8s-infisical.yaml.
  'defaultConnection',
]);

/** What only a program can write: props, classes and enumerations of the library. */
const IN_CODE = new Set(
  readdirSync(LIB, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?:app|sync|gitops|local|argocd|infisical)\/.*\.ts$/.test(file))
    .map((file) => readFileSync(join(LIB, file), 'utf8'))
    .flatMap((text) => [
      ...[...text.matchAll(/readonly (\w+)\??:/g)].map(([, prop]) => prop),
      ...[...text.matchAll(/export (?:class|enum) (\w+)/g)].map(([, name]) => name),
    ])
    .filter((name) => /[a-z][A-Z]|^[A-Z]/.test(name) && !IN_YAML.has(name)),
);

test('whoever writes YAML is told what to write in YAML', () => {
  const told = RULES.flatMap(({ bad }) => {
    if (typeof bad === 'string') return [];
    return checkManifests(manifestsOf(bad.objects), settingsOf(bad)).map(({ rule, message }) => `${rule}: ${message}`);
  });
  const words = (message: string) => message.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[A-Za-z]+/g) ?? [];
  expect(told.length).toBeGreaterThan(250);
  expect(told.filter((message) => words(message).some((word) => IN_CODE.has(word)))).toEqual([]);
});
