import { App, Chart } from 'cdk8s';
import type { Manifest } from '../synthesis';

/** The objects that a chart synthesizes to. Argo CD's own kinds have no schema here. */
export function objectsOf(build: (chart: Chart) => void, namespace: string | undefined = 'project'): Manifest[] {
  const chart = new Chart(new App(), 'project', { namespace });
  build(chart);
  return chart.toJson();
}
