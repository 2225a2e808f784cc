import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { objectOf } from '../../../model/resource';
import type { Part } from '../../../schemas/parts';
import { quotedText } from '../../../text/key-name';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { hasItems, isMissing, tell } from '../pods/constraints';
import { withContainer } from './examples';
import { containersOf, hasUnknown } from './holders';

const SOURCE = 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go';

export const P1 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A pod has containers, and each has an image',
  why: 'The API server refuses the workload.',
  source: `${SOURCE} (validateContainers, validateContainerCommon)`,
  bad: withContainer({ image: '' }),
  good: withContainer({ image: 'api:1.0' }),
  of: {
    Pod: checkSpec,
    PodTemplateSpec: checkSpec,
    PodSpec: ({ field, type }, report) => {
      const containers = field.at('containers');
      const isNone = isMissing(containers.raw) || (Array.isArray(containers.raw) && containers.raw.length === 0);
      if (isNone && !hasUnknown(field, type)) tell(report, containers, 'are missing: write at least one container');
    },
    Container: ({ field, type }, report) => {
      const image = field.at('image');
      if (!isMissing(image.raw) || hasUnknown(field, type)) return;
      tell(report, image, `is ${image.raw === '' ? 'empty' : 'missing'}: write the image of the container`);
    },
  },
});

function checkSpec({ field, type }: Part, report: PartReport): void {
  const spec = field.at('spec');
  if (isMissing(spec.raw) && !hasUnknown(field, type)) tell(report, spec, 'is missing: write a pod with containers');
}

/** OpenShift puts the image in, and asks for a blank where it will be. */
const TRIGGERS = 'image.openshift.io/triggers';

export const P2 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'An image has no blanks around it',
  why: 'The API server takes the workload, and refuses each of its pods: none ever starts.',
  source: `${SOURCE} (validateContainerOnlyForPod)`,
  bad: withContainer({ image: ' api:1.0' }),
  good: withContainer({ image: 'api:1.0' }),
  of: {
    Container: ({ field, resource }, report) => {
      const image = field.at('image');
      if (typeof image.raw !== 'string' || image.raw === image.raw.trim()) return;
      const isPutIn = image.raw === ' ' && objectOf(resource).at('metadata', 'annotations', TRIGGERS).isGiven;
      if (isPutIn) return;
      const name = image.raw.trim();
      const remedy = name === '' ? 'write the image of the container' : `write ${quotedText(name)}`;
      tell(report, image, `is ${quotedText(image.raw)}, with blanks around it: ${remedy}`);
    },
  },
});

export const P3 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The containers of a pod have names of their own',
  why: 'The API server refuses the workload: init containers count, and no pod starts with ephemeral containers.',
  source: `${SOURCE} (validateContainers, validateInitContainers, ValidatePodCreate, ValidatePodTemplateSpec)`,
  bad: withContainer({}, { initContainers: [{ name: 'api', image: 'migrate:1' }] }),
  good: withContainer({}, { initContainers: [{ name: 'migrate', image: 'migrate:1' }] }),
  of: {
    PodSpec: ({ field }, report) => {
      const { containers, initContainers } = containersOf(field);
      for (const [first, again] of repetitionsIn(
        [...containers, ...initContainers].flatMap(nameOf),
        ({ raw }) => raw,
      )) {
        const other = first.holder?.holder?.key === again.holder?.holder?.key ? 'another container' : 'a container';
        tell(report, again, `is ${quotedText(String(again.raw))}, and ${other} of the pod has that name: rename one`);
      }
      const ephemeral = field.at('ephemeralContainers');
      if (hasItems(ephemeral.raw)) {
        tell(report, ephemeral, 'cannot be declared: drop them, "kubectl debug" adds one to a pod that runs');
      }
    },
  },
});

/** Its name, if it has one: N3 tells of what is none. */
function nameOf(container: Field): Field[] {
  const name = container.at('name');
  return typeof name.raw === 'string' && name.raw !== '' ? [name] : [];
}
