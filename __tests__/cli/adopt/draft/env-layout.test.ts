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
  // A plain one that comes last is wrapped.
  ['SSSVE', 'SSSVV', 0],
  ['SSVE', 'SSVV', 0],
  ['EVESSS', 'EVESSS', 3],
  // A secret key never is.
  ['EEEES', 'EEEES', 4],
  ['SVS', 'SVS', 2],
  ['EEEVS', 'EEEVS', 4],
  ['EESSEV', 'EESSEV', 2],
  ['SEVSVE', 'SEVSVV', 3],
];

test.each(LAYOUTS)('%s becomes %s, of which the first %i are named', (variables, props, ordered) => {
  const layout = envLayout([...variables].map((letter) => WORDS[letter]));
  expect([layout.props.map((prop) => LETTERS[prop]).join(''), layout.ordered]).toEqual([props, ordered]);
});
