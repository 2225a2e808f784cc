import fc from 'fast-check';
import { LocalService, type LocalStackProps } from '../../lib';
import { makeRule, makeText, makeVariable, shellWord } from '../../lib/local/make/make-text';
import { anyText } from './odd-texts';
import { assertTextsSurvive, filesOf } from './written-texts';

test('every text of a service comes out of the compose file as it went in', () => {
  assertTextsSurvive(100);
});

test('what is no name of a variable is refused, and not repeated', () => {
  const services = {
    web: LocalService.of({ image: 'web:1', env: { 'A=hunter2PW': 'x' }, secretKeys: { 'hunter2PW:@': 'KEY' } }),
  };
  const files = filesOf({ services });
  expect(files).toContain('the name of the variable (no valid name, 11 characters) of the service "web" must be');
  expect(files).toContain('(C13)');
  expect(files).not.toContain('hunter2PW');
});

test('half a character and NUL are refused', () => {
  const services = { web: LocalService.of({ image: 'web:1', env: { A: 'a\0b' }, command: ['\ud800'] }) };
  const why = 'has a character that no file can hold (NUL, or half of one): take it out (L10)';
  expect(filesOf({ services })).toContain(`[local stack] env of the service "web" ${why}`);
  expect(filesOf({ services })).toContain(`[local stack] command of the service "web" ${why}`);
});

describe('a text in the Makefile', () => {
  test.each<[string, (text: string) => LocalStackProps]>([
    ['the environment', (environment) => ({ environment })],
    ['the project', (projectId) => ({ projectId })],
    ['a secret path', (text) => ({ paths: [`/${text}`] })],
    ['the name of the compose file', (text) => ({ composeFile: `a${text}` })],
    ['the name of the Makefile', (text) => ({ makefile: `a${text}` })],
  ])('is refused where it could do harm: %s', (_, props) => {
    const web = LocalService.of({ image: 'web:1', secretKeys: ['A'] });
    fc.assert(
      fc.property(anyText, (text) => {
        const files = filesOf({ services: { web }, ...props(text) });
        const isHarmless = /^[\w./-]*$/.test(text);
        if (!isHarmless) expect(files).toEqual(expect.stringContaining('(L7)'));
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  test('is quoted for the shell, then for make', () => {
    expect(shellWord("it's $(id) # `x`")).toBe("'it'\\''s $(id) # `x`'");
    expect(shellWord('')).toBe("''");
    expect(makeText("'$(id) #'")).toBe("'$$(id) $(INFISICAL_HASH)'");
    expect(makeVariable('A', '$x')).toBe('A := $$x');
    expect(makeRule('up', ['a', 'b'], ['one', 'two'])).toBe('up: a b\n\tone\n\ttwo');
    expect(() => makeText('a\nb')).toThrow('what has several lines cannot stand in a line of a Makefile');
  });
});
