import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import { LocalService, LocalStack, type LocalStackProps } from '../../lib';
import { makeRule, makeText, makeVariable, shellWord } from '../../lib/local/make-text';
import type { Manifest } from '../synthesis';

/** Texts that YAML 1.1, YAML 1.2 or compose could take for something else. */
const ODD = [
  ...['', ' ', '~', 'null', 'Yes', 'off', 'y', 'true', '1', '0o17', '0x1F', '017', '1_000', '-_6', '1:30', '22:22'],
  ...['.5', '.inf', '1e3', '2001-01-01', '=', '<<', '<<: *x', '&a', '*a', '!!binary x', '!x', '%x', '@x', '`x`', '- x'],
  ...['? x', ': x', 'a: b', 'a #b', '#a', 'a\nb', 'a\r\nb', '\ta', 'a ', '|', '>', '>-', '[a', '{a', '---', '...'],
  ...[
    '\u0085',
    '\u2028',
    '\u2029',
    '\ufeffa',
    '\u007f',
    '\u009f',
    '\u0007',
    "'",
    '"',
    '\\',
    '😀',
    '$',
    '$$',
    '${HOME}',
  ],
];
const anyText = fc.oneof(
  fc.constantFrom(...ODD),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(fc.constantFrom(...ODD), { maxLength: 4 }).map((parts) => parts.join('')),
);

const chart = new Chart(new App(), 'shop', { namespace: 'shop' });

/** The files of a stack, or the errors that it has instead. */
function filesOf(props: LocalStackProps): { [name: string]: string } | string {
  try {
    return new LocalStack([chart], { projectId: 'p', ...props }).files();
  } catch (error) {
    return (error as Error).message;
  }
}

/** What compose itself reads a doubled dollar as. */
const interpolated = (text: string) => text.replaceAll('$$', '$');

describe('a text comes out of the compose file as it went in', () => {
  test.each<[string, (text: string) => object, (service: Manifest) => unknown]>([
    ['command', (text) => ({ command: [text] }), ({ command }) => interpolated(command[0])],
    ['env', (text) => ({ env: { A: text } }), ({ environment }) => interpolated(environment.A)],
    ['image', (image) => ({ image }), ({ image }) => image],
    ['workingDir', (workingDir) => ({ workingDir }), ({ working_dir }) => working_dir],
    ['ports', (text) => ({ ports: [text] }), ({ ports }) => ports[0]],
    ['volumes', (text) => ({ volumes: [text] }), ({ volumes }) => volumes[0]],
    ['restart', (restart) => ({ restart }), ({ restart }) => restart],
    ['buildContext', (buildContext) => ({ buildContext }), ({ build }) => build.context],
    [
      'health check',
      (text) => ({ healthCheck: { test: [text] } }),
      ({ healthcheck }) => interpolated(healthcheck.test[0]),
    ],
  ])('%s', (_, props, read) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const files = filesOf({ services: { web: LocalService.of({ image: 'web:1', ...props(text) }) } });
        if (typeof files === 'string') {
          expect([!/[\0\p{Cs}]/u.test(text), files]).toEqual([false, expect.stringContaining('(L10)')]);
          return;
        }
        for (const version of ['1.1', '1.2'] as const) {
          expect(read(parse(files['compose.yaml'], { version }).services.web)).toBe(text);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('as the name of a variable', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const files = filesOf({ services: { web: LocalService.of({ image: 'web:1', env: { [name]: 'x' } }) } });
        if (typeof files === 'string') return;
        expect(Object.keys(parse(files['compose.yaml'], { version: '1.1' }).services.web.environment)).toEqual([name]);
      }),
      { numRuns: 150 },
    );
  });
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
      { numRuns: 150 },
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
