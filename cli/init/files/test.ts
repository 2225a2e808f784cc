import { stringLiteral } from '../../typescript/literal';
import type { Answers } from '../answers';
import { namesInCode } from './application';

/** No copy of what is in dist, which git shows and `synth --check` holds against the code. */
export function testTs(answers: Answers): string {
  const { project } = namesInCode(answers);
  return `import { ${project} } from ${stringLiteral(`../${answers.name}`)};

test('no environment has a mistake', () => {
  expect(${project}.problems()).toEqual([]);
});
`;
}
