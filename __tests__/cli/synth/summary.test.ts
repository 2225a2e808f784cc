import fc from 'fast-check';
import { summary } from '../../../cli/synth/summary';
import { composed } from '../../../cli/terminal/terminal-text';
import { hostile, UNSEEN } from '../languages/hostile';

test('a summary has a line for each object, violation and file, whatever they are called', () => {
  fc.assert(
    fc.property(hostile, fc.boolean(), (name, isViolated) => {
      const object = { apiVersion: 'v1', kind: name, namespace: name, name, change: 'added' } as const;
      const file = { file: name, change: 'changed', objects: [object] } as const;
      const violation = { rule: name, file: name, object: name, construct: name, message: name };
      const result = {
        output: name,
        changes: [file],
        beside: [file],
        manifests: 1,
        violations: isViolated ? [violation] : [],
      };
      const { text } = composed(summary(result, true));
      expect(text.split('\n')).toHaveLength(isViolated ? 4 : 7);
      expect(text).not.toMatch(UNSEEN);
      expect(text).not.toMatch(/^\s*::|##\w*\[/m);
    }),
    { seed: 1 },
  );
});
