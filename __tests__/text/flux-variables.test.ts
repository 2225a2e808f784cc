import { fluxVariablesIn } from '../../lib/text/flux-variables';

const NONE = { needed: [], isMalformed: false, losesDollar: false };

test.each([
  ['a text', NONE],
  ['$HOME, $(HOME) and {{ .HOME.Value }}', NONE],
  ['at the end $', NONE],
  ['$${HOME}', NONE],
  ['${HOME:-/root} ${A:=1} ${A=1} ${A:+x} ${A:?x}', NONE],
  ['${HOME}/x/${USER}', { ...NONE, needed: ['HOME', 'USER'] }],
  ['${HOME^^} ${#USER} ${A/x/y} ${B%x} ${C:1}', { ...NONE, needed: ['HOME', 'USER', 'A', 'B', 'C'] }],
  ['${A:-${B}}', { ...NONE, needed: ['B'] }],
  ['$$(HOME)', { ...NONE, losesDollar: true }],
  ['pa$$word', { ...NONE, losesDollar: true }],
  ['$$$${HOME}', { ...NONE, losesDollar: true }],
  ['${{ github.sha }}', { ...NONE, isMalformed: true }],
  ['${env.HOME}', { ...NONE, isMalformed: true }],
  ['${A-b}', { ...NONE, isMalformed: true }],
  ['x${', { ...NONE, isMalformed: true }],
])('of %s', (text, variables) => {
  expect(fluxVariablesIn(text)).toEqual(variables);
});

test('a long text takes no time', () => {
  const length = 200_000;
  expect(fluxVariablesIn('${A'.repeat(length)).isMalformed).toBe(true);
  expect(fluxVariablesIn(`\${${'A'.repeat(length)}`).isMalformed).toBe(true);
});
