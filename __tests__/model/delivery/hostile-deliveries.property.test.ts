import fc from 'fast-check';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { CONFIGURATION, injectedExample } from '../../../lib/validation/rules/agent-injector/injected';
import { runs } from '../../property-runs';
import { manifestsOf } from '../../validation/example-manifests';
import { endsAtAll } from '../../watchdog';
import { deliveriesIn } from './deliveries-of-yaml';

const PIECES = fc.constantFrom(
  ...['{{', '}}', '{{-', '-}}', '{{ end }}', '{{ range ', '{{ with ', '{{ if eq .Key "A" }}', '{{ else }}', '$x := '],
  ...['listSecrets', 'getSecretByName', ' "p" "prod" "/" ', '(', ')', '|', '"', '`', "'", '.Value', '$x', '/*', '*/'],
  ...[
    'infisical',
    ' run ',
    ' secrets get ',
    ' agent --config ',
    ' --env=',
    '-e',
    '--',
    '$(',
    '${',
    '`',
    '\\',
    '\n',
    '#',
  ],
  ...[
    'infisical:\n',
    '  auth:\n',
    'templates:\n',
    '- ',
    'destination-path: ',
    'template-content: |\n',
    ': ',
    '\t',
    '&a',
    '*a',
  ],
  ...['__proto__', 'constructor', '\u0000', '\u202e', '\ud800', '🦉', '', ' ', '/', '..', '//'],
);
const TEXTS = fc.array(PIECES, { maxLength: 40 }).map((pieces) => pieces.join(''));
const ANYTHING = fc.oneof(TEXTS, fc.anything(), fc.constantFrom(null, [], {}, [null], 7, true));

function pod(container: object): Manifest {
  const containers = [{ name: 'app', image: 'infisical/cli', ...container }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'rook' }, spec: { containers } };
}

function read(manifests: readonly Manifest[]): void {
  deliveriesIn(manifests);
  checkManifests(manifests);
}

test('no configuration and no template makes a reader or a rule throw', () => {
  fc.assert(
    fc.property(TEXTS, fc.boolean(), (text, isWhole) => {
      const template = JSON.stringify(text.replaceAll('\n', ' '));
      const configuration = isWhole ? text : CONFIGURATION.replace(/'\{\{.*'/, template);
      read(manifestsOf(injectedExample({}, { configuration }).objects));
    }),
    { numRuns: runs(4_000), seed: 1 },
  );
});

test('no annotation, no data and no part of a pod of any type does', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('inject-mode', 'agent-config-map', 'agent-image'),
      ANYTHING,
      ANYTHING,
      (name, one, other) => {
        const [configMap, deployment] = manifestsOf(injectedExample({ [`org.infisical.com/${name}`]: one }).objects);
        read([{ ...configMap, data: other } as Manifest, deployment]);
        read(manifestsOf(injectedExample({}, { pod: { containers: one, volumes: other } }).objects));
      },
    ),
    { numRuns: runs(2_000), seed: 1 },
  );
});

test('no command, no script and no variable does', () => {
  fc.assert(
    fc.property(fc.array(ANYTHING, { maxLength: 5 }), TEXTS, ANYTHING, (command, script, value) => {
      read([pod({ command, env: [{ name: 'INFISICAL_TOKEN', value }, value] })]);
      read([pod({ command: ['sh', '-c', script], args: value, script })]);
    }),
    { numRuns: runs(4_000), seed: 1 },
  );
});

test('a long script, deep parentheses and deep substitutions are read at all', () => {
  const scripts = ['$('.repeat(50_000), 'infisical run --env prod -- node\n'.repeat(2_000)];
  endsAtAll(() => deliveriesIn(scripts.map((script) => pod({ command: ['sh', '-c', script] }))));
  const template = `'{{ ${'('.repeat(50_000)} }}'`;
  const { objects } = injectedExample({}, { configuration: CONFIGURATION.replace(/'\{\{.*'/, template) });
  endsAtAll(() => deliveriesIn(manifestsOf(objects)));
});
