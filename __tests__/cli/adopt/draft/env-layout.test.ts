import { envLayout, type VariableProp } from '../../../../cli/adopt/draft/env-layout';

const WORDS: Record<string, VariableProp> = { S: 'secretKeys', E: 'env', V: 'envVariables' };
const LETTERS = { secretKeys: 'S', env: 'E', envVariables: 'V' } as const;

/** Variables by letters, in their order; what becomes of them, and how many are named. */
const LAYOUTS: [variables: string, props: string, ordered: number][] = [
  ['', '', 0],
  ['SSS', 'SSS', 0],
  ['SSEEVV', 'SSEEVV', 0],
  // One that comes first is named.
  ['ES', 'ES', 1],
  ['ESSS', 'ESSS', 1],
  // One that comes last is wrapped.
  ['SSSVE', 'SSSVV', 0],
  ['SSVE', 'SSVV', 0],
  ['EVESSS', 'EVESSS', 3],
];

test.each(LAYOUTS)('%s becomes %s, of which the first %i are named', (variables, props, ordered) => {
  const layout = envLayout([...variables].map((letter) => WORDS[letter]));
  expect([layout.props.map((prop) => LETTERS[prop]).join(''), layout.ordered]).toEqual([props, ordered]);
});
