import { quoted, quotedList } from '../../typescript/literal';
import type { Answers } from '../answers';
import { functionName } from './application';

export function testTs({ name, environments, keys }: Answers): string {
  const declare = `${functionName(name)}App`;
  return `import { Testing } from 'cdk8s';
import { InfisicalRules } from 'cdk8s-infisical';
import { ${declare} } from ${quoted(`../lib/${name}`)};

describe.each([${quotedList(environments)}])('in %s', (environment) => {
  const manifests = ${declare}(environment).charts.flatMap((chart) => Testing.synth(chart));

  test('the manifests are those that were reviewed', () => {
    expect(manifests).toMatchSnapshot();
  });

  test('no rule is broken', () => {
    expect(InfisicalRules.check(manifests)).toEqual([]);
  });

  test('the application gets its keys and no others', () => {
    const { spec } = manifests.find(({ kind }) => kind === 'Deployment');
    const { env } = spec.template.spec.containers[0];
    expect(env.map(({ name }: { name: string }) => name)).toEqual([${quotedList(keys)}]);
  });
});
`;
}
