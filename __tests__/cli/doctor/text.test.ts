import { doctorJson } from '../../../cli/doctor/formats/json';
import { doctorText, wrapText } from '../../../cli/doctor/formats/text';
import { linesOf } from '../../../cli/doctor/line';
import { noColours } from '../../../cli/terminal/colours';

const { ok, wrong, notKnown } = linesOf('folder');
const STYLE = { colours: noColours, columns: 50 };

test('lines stand in their groups, wrapped, with what to type in a form that can be copied', () => {
  const lines = [
    linesOf('cluster').notKnown('context', 'kubectl has no current context'),
    ok('cdk8s.yaml', 'runs "node --import tsx main.ts", which writes "dist"'),
    wrong('dist', 'there is no such folder', 'npx cdk8s-infisical synth --with many --words'),
    wrong('the login', 'nobody', 'set one of the variables of the environment'),
    wrong('a', 'b', "npm install 'a name with blanks that is long'"),
  ];
  expect(doctorText(lines, STYLE)).toBe(`This folder
  ok         cdk8s.yaml: runs "node --import tsx
             main.ts", which writes "dist"
  wrong      dist: there is no such folder
             -> npx cdk8s-infisical synth --with \\
                many --words
  wrong      the login: nobody
             -> set one of the variables of the
                environment
  wrong      a: b
             -> npm install 'a name with blanks that is long'

The cluster
  not known  context: kubectl has no current
             context

3 wrong, 1 not known, 1 ok
`);
});

test('what is not known is not called right', () => {
  expect(doctorText([ok('a', 'b'), notKnown('c', 'd')], STYLE)).toContain('nothing is wrong, 1 not known, 1 ok\n');
});

test('a hostile text moves no terminal', () => {
  const text = doctorText([wrong('a\u001b[2J', 'b\r\n::error::c', 'd\u001b]0;e\u0007')], STYLE);
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(text.split('\n')).toHaveLength(6);
});

test('a word that is longer than a line has one of its own', () => {
  expect(wrapText('a bcdefgh ij k', 4)).toEqual(['a', 'bcdefgh', 'ij k']);
});

test('JSON has the counts and all lines', () => {
  expect(JSON.parse(doctorJson([ok('a', 'b'), wrong('c', 'd', 'e')]))).toEqual({
    counts: { ok: 1, wrong: 1, notKnown: 0 },
    lines: [
      { area: 'folder', what: 'a', state: 'ok', detail: 'b' },
      { area: 'folder', what: 'c', state: 'wrong', detail: 'd', next: 'e' },
    ],
  });
});
