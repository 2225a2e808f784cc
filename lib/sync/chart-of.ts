import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { InfisicalProject } from '../gitops';

/**
 * The chart that a construct stands in.
 *
 * @throws if it stands in none, which cdk8s says without a place
 */
export function chartOf(construct: Construct): Chart {
  if (construct.node.scopes.some((scope) => Chart.isChart(scope))) return Chart.of(construct);
  const environment = InfisicalProject._environmentAt(construct);
  const [where, chart] =
    environment === undefined
      ? ['', "new Chart(app, 'shop')"]
      : [`${environment.name}: `, "new Chart(env, 'shop', { namespace: env.namespace })"];
  throw new Error(`${where}[${construct.node.path}] it stands in no Chart: write ${chart}, and put it into that`);
}
