import fc from 'fast-check';
import { commandFor } from '../../../cli/synth/command-line';
import { summary } from '../../../cli/synth/summary';
import { asTerminalText } from '../../../cli/terminal/terminal-text';
import { hostile, UNSEEN } from '../languages/hostile';

test('a summary has a line for each object and file, whatever they are called', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const object = { apiVersion: 'v1', kind: name, namespace: name, name, change: 'added' } as const;
      const file = { file: name, change: 'changed', objects: [object] } as const;
      const result = { output: name, changes: [file], localFiles: [file], manifests: 1, violations: [] };
      const { text } = asTerminalText(summary(result, commandFor({ app: name, output: name })));
      expect(text.split('\n')).toHaveLength(7);
      expect(text).not.toMatch(UNSEEN);
      expect(text).not.toMatch(/^\s*::|##\w*\[/m);
    }),
    { seed: 1 },
  );
});

test.each([
  [{}, 'npx cdk8s-infisical synth'],
  [{ output: 'preview' }, 'npx cdk8s-infisical synth -o preview'],
  [{ app: "tsx 'my main.ts'", output: 'a b' }, "npx cdk8s-infisical synth -a 'tsx '\\''my main.ts'\\''' -o 'a b'"],
])('a check with the options %j names the command that writes what it has looked for', (options, command) => {
  const file = { file: 'prod/a.yaml', change: 'added', objects: [] } as const;
  const result = { output: 'preview', changes: [file], localFiles: [], manifests: 1, violations: [] };
  expect(summary(result, commandFor(options))).toContain(
    `preview is not up to date: run ${command}, and commit what it writes\n`,
  );
});

test.each([
  [['Makefile'], 'Makefile is not up to date: '],
  [['env/a', 'env/b'], 'env/a, env/b are not up to date: '],
])('a check says of the files %j of a laptop that they are stale', (files, expected) => {
  const localFiles = files.map((file) => ({ file, change: 'changed', objects: [] }) as const);
  const result = { output: 'dist', changes: [], localFiles, manifests: 1, violations: [] };
  expect(asTerminalText(summary(result, commandFor({}))).text).toContain(`\n${expected}`);
});

test('it ends with how many files have a line, those of the laptop with them', () => {
  const file = { file: 'prod/a.yaml', change: 'added', objects: [] } as const;
  const local = { ...file, file: 'compose.yaml' };
  const result = { output: 'dist', changes: [file], localFiles: [local], manifests: 1, violations: [] };
  expect(asTerminalText(summary(result)).text).toBe(
    '+ prod/a.yaml\n+ compose.yaml\n0 added, 0 changed, 0 removed in 2 files\n',
  );
});
