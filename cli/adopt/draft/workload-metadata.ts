import { ownField } from '../../../lib/json/json';
import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { podPlaceIn } from '../../../lib/model/pods';
import { ifNotEmpty, literal, type Props, props } from './expressions';
import { textsCode } from './metadata';
import { annotationsWithNames, type TextCode } from './secret-names';
import type { WorkloadKind } from './workload-kinds';

const NAME_LABEL = 'app.kubernetes.io/name';

type Labels = Readonly<Record<string, unknown>>;

/** Labels that all objects share, those of the workload, of the pods and of the selector; annotations. */
export function metadataProps(
  workload: Manifest,
  {
    service,
    takeOver,
    kind: { isSelecting, annotationProps },
    nameOf,
  }: { service: Manifest | undefined; takeOver: boolean; kind: WorkloadKind; nameOf: TextCode },
): Props {
  const { name = '', labels: own = {}, annotations = {} } = workload.metadata;
  const template = Field.of(workload).at(...(podPlaceIn(workload) ?? []));
  const selector = (isSelecting && Field.of(workload).object('spec', 'selector', 'matchLabels').value) || {};
  const { value: pods = {} } = template.object('metadata', 'labels');
  const byDefault = JSON.stringify(selector) === JSON.stringify({ [NAME_LABEL]: name });
  const implied = takeOver ? {} : { [NAME_LABEL]: name, ...selector };
  const shared = labelsWithout(service ? (service.metadata.labels ?? {}) : labelsInCommon(own, pods), implied);
  const said = annotationProps(annotations);
  const metadataCode = (labels: Labels, texts: Labels = {}) =>
    ifNotEmpty(props({ labels: textsCode(labels), annotations: ifNotEmpty(annotationsWithNames(texts, nameOf)) }));
  return props({
    ...said.props,
    labels: textsCode(shared),
    selectorLabels: byDefault || !isSelecting ? undefined : literal(selector),
    metadata: metadataCode(labelsWithout(own, { ...implied, ...shared }), said.others),
    podMetadata: metadataCode(
      labelsWithout(pods, { ...implied, ...selector, ...shared }),
      template.object('metadata', 'annotations').value,
    ),
  });
}

function labelsInCommon(some: Labels, others: Labels): Labels {
  return Object.fromEntries(Object.entries(some).filter(([label, value]) => ownField(others, label) === value));
}

function labelsWithout(labels: Labels, taken: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([label, value]) => ownField(taken, label) !== value));
}
