import { App, Chart } from 'cdk8s';
import { reportText } from '../lib/evaluation/report/report-text';
import { keptFindings } from '../lib/evaluation/report/run-findings';
import { schemaViolations } from './schema-conformance';

/** A Kubernetes object as it stands in the YAML. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into fields of any kind
export type Manifest = any;

/** The objects that one chart in namespace `project` synthesizes to. Fails if one does not conform to its schema. */
export function synthesize(build: (chart: Chart) => void, namespace: string | undefined = 'project'): Manifest[] {
  const chart = new Chart(new App(), 'project', { namespace });
  build(chart);
  const manifests = chart.toJson();
  expect(manifests.flatMap(schemaViolations)).toEqual([]);
  return manifests;
}

/** The one object of a kind that the chart synthesizes to. */
export function synthesizeOne(kind: string, build: (chart: Chart) => void): Manifest {
  const found = synthesize(build).filter((manifest) => manifest.kind === kind);
  expect(found).toHaveLength(1);
  return found[0];
}

/** The lines of the error that the synthesis ends with. Fails if it does not end with one. */
export function errorsOf(build: (chart: Chart) => void, namespace?: string): string[] {
  try {
    synthesize(build, namespace);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    const [headline, ...lines] = (error as Error).message.split('\n').map((line) => line.trim());
    expect(headline).toBe('Validation failed with the following errors:');
    return lines;
  }
  throw new Error('expected the synthesis to fail');
}

/** What would be told at the end of the process, a line each: the warnings. */
export function printedLines(): string[] {
  const lines = reportText(keptFindings(), { isVerbose: true, showsSuppressed: true }).split('\n');
  return lines.filter((line) => /^(?:warning|suppressed): /.test(line));
}
