import { checkedProps } from '../props/prop-types';
import { asLine } from '../text/shown';
import { healthExpressions } from './health-cel';
import type { FluxHealthExpression, FluxHealthOptions } from './health-expression';
import { HEALTH_PROPS } from './prop-types';

/**
 * Health expressions for the operator's resources, as Flux reads them since kustomize-controller 1.5 (Flux 2.5). Without
 * them Flux takes each for ready at once, and `wait: true` proves nothing: a failed login and a failed sync are green.
 *
 * `FluxKustomization` has them already. They are here for a Kustomization or HelmRelease (helm-controller 1.5 and newer)
 * that is written otherwise.
 */
export class FluxHealthChecks {
  /**
   * The entries of `healthCheckExprs`.
   *
   * @param options which kinds, and whether a failure ends the wait
   * @throws if an option is of a wrong type, or there is no such kind
   */
  public static expressions(options: FluxHealthOptions = {}): FluxHealthExpression[] {
    const { checked, problems } = checkedProps(options, HEALTH_PROPS);
    if (problems.length > 0) throw new Error(asLine(problems.map(({ message }) => message).join('; ')));
    return healthExpressions(checked);
  }

  private constructor() {}
}
