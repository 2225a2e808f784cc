import { type Field, pathText } from '../../../model/field';
import { labelProblem, pathSegmentProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { quantityIn } from '../../../model/quantity';
import { containerResourceProblem } from '../../../model/resource-names';
import { shown } from '../../../text/shown';
import { briefText, checkField, numeric, oneOf, requiredValue, tell, tellMissing } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { checkApiVersion, checkReference } from '../references/object-references';

/** The type of a metric, and the field that then tells of it. */
const SOURCES = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
} as const;

const cpu = (target: object) =>
  withSpec('HorizontalPodAutoscaler', { metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] });

export const R10 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A metric of an autoscaler has what its type needs, and a target',
  why: 'The API server refuses the autoscaler.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/autoscaling/validation/validation.go (validateMetricSpec, validateMetricTarget); the API version of an object since 1.34',
  bad: cpu({ type: 'Utilization', averageUtilization: 80, averageValue: '1' }),
  good: cpu({ type: 'Utilization', averageUtilization: 80 }),
  of: {
    MetricSpec: ({ field }, report) => checkSources(field, report),
    ResourceMetricSource: ({ field }, report) => {
      checkField(report, field.at('name'), requiredValue('write that of a resource, such as cpu'));
      checkTarget(field, report, ['averageUtilization', 'averageValue'], 'one');
    },
    ContainerResourceMetricSource: ({ field }, report) => {
      checkField(
        report,
        field.at('name'),
        requiredValue('write that of a resource, such as cpu', briefText(containerResourceProblem)),
      );
      checkField(report, field.at('container'), requiredValue('write that of a container', briefText(labelProblem)));
      checkTarget(field, report, ['averageUtilization', 'averageValue'], 'one');
    },
    PodsMetricSource: ({ field }, report) => {
      checkMetric(field, report);
      checkTarget(field, report, ['averageValue'], 'one');
    },
    ObjectMetricSource: ({ field }, report, { settings }) => {
      const described = field.at('describedObject');
      checkReference(described, report);
      if (isKubernetes(settings.kubernetesVersion, '1.34')) checkApiVersion(described.at('apiVersion'), report, false);
      checkMetric(field, report);
      checkTarget(field, report, ['value', 'averageValue'], 'some');
    },
    ExternalMetricSource: ({ field }, report) => {
      checkMetric(field, report);
      checkTarget(field, report, ['value', 'averageValue'], 'one');
    },
  },
});

function checkSources(metric: Field, report: PartReport): void {
  const type = metric.at('type');
  if (type.isEmpty) tellMissing(report, type, `write one of ${Object.keys(SOURCES).join(', ')}`);
  const wanted = Object.entries(SOURCES).find(([word]) => word === type.raw)?.[1];
  if (wanted === undefined) return;
  if (metric.at(wanted).isEmpty) {
    tell(report, metric.at(wanted), `is missing: the type of the metric is ${shown(type.raw)}`);
  }
  for (const name of Object.values(SOURCES)) {
    if (name === wanted || !metric.at(name).isGiven) continue;
    tell(report, metric.at(name), `stands beside the type ${shown(type.raw)}: drop it`);
  }
}

function checkMetric(source: Field, report: PartReport): void {
  checkField(
    report,
    source.at('metric', 'name'),
    requiredValue('write that of the metric', briefText(pathSegmentProblem)),
  );
}

function checkTarget(source: Field, report: PartReport, values: readonly string[], number: 'one' | 'some'): void {
  const target = source.at('target');
  const types = ['Utilization', 'Value', 'AverageValue'];
  checkField(
    report,
    target.at('type'),
    requiredValue(`write ${types.slice(0, 2).join(', ')} or ${types[2]}`, briefText(oneOf(...types))),
  );
  for (const name of ['value', 'averageValue']) {
    const { raw } = target.at(name);
    const quantity = typeof raw === 'string' || typeof raw === 'number' ? quantityIn(raw) : undefined;
    if (quantity && quantity.nano <= 0n) {
      tell(report, target.at(name), `is ${shown(raw)}: write an amount above 0`);
    }
  }
  checkField(
    report,
    target.at('averageUtilization'),
    numeric((percent) => (percent < 1 ? 'write 1 or more' : undefined)),
  );
  if (target.isUnresolved) return;
  const given = values.filter((name) => target.at(name).isGiven || target.at(name).isUnresolved);
  if (given.length === 0) tellMissing(report, target.at(values[0]), `write ${values.join(' or ')}`);
  if (number === 'one' && given.length > 1) {
    tell(report, target.at(given[1]), `stands beside ${pathText(target.at(given[0]).path)}: write one of them`);
  }
}
