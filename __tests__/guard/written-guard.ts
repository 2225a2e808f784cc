import { App, Chart } from 'cdk8s';
import { configureRules } from '../../lib/evaluation/settings';
import { OperatorGuard, type OperatorGuardProps } from '../../lib/guard';
import type { Manifest } from '../synthesis';

/** The objects of a guard, for a cluster that is new enough. */
export function writtenGuard(props?: OperatorGuardProps): Manifest[] {
  const app = new App();
  configureRules(app, { kubernetesVersion: '1.34' });
  const chart = new Chart(app, 'cluster');
  new OperatorGuard(chart, 'infisical-guard', props);
  return chart.toJson();
}
