import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isRuled } from './construct-problems';
import { withOneRendering } from './one-rendering';

const RENDERS_ONCE = Symbol.for('cdk8s-infisical.renders-once');

/**
 * Has the cdk8s that a construct is made with render each object once, whenever it synthesizes the app of the construct,
 * or a chart of it. Other apps are synthesized as they are.
 */
export function renderOnce({ node: { root, scopes } }: IConstruct): void {
  exchangeMethod(root, 'synth');
  exchangeMethod(root, 'synthYaml');
  const chart = scopes.find((scope) => Chart.isChart(scope));
  if (chart !== undefined) exchangeMethod(chart, 'toJson');
}

function exchangeMethod(object: object, name: string): void {
  const owner = classWith(object, name);
  const original = owner?.[name];
  if (owner === undefined || typeof original !== 'function' || RENDERS_ONCE in original) return;
  function method(this: IConstruct, ...given: unknown[]): unknown {
    const { root } = this.node;
    const run = () => original?.apply(this, given);
    return isRuled(root) ? withOneRendering(root, run) : run();
  }
  owner[name] = Object.assign(method, original, { [RENDERS_ONCE]: true });
}

type Methods = Record<string, ((...given: unknown[]) => unknown) | undefined>;

/** The class of cdk8s that has the method: an app's own `synth` may change constructs between two of cdk8s. */
function classWith(object: object, name: string): Methods | undefined {
  let found: object | undefined;
  for (let one: object | null = Object.getPrototypeOf(object); one !== null; one = Object.getPrototypeOf(one)) {
    if (Object.hasOwn(one, name)) found = one;
  }
  return found as Methods | undefined;
}
