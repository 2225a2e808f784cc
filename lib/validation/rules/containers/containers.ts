import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { objectOf } from '../../../model/resource';
import type { Part } from '../../../schemas/parts';
import { quotedText } from '../../../text/key-name';
import { checkOf, requiredValue, tell } from '../../constraints';
import { hasItems, isMissing } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { withContainer } from './examples';
import { containersOf } from './holders';

const SOURCE = 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go';

export const P1 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A pod has containers, and each has an image',
  why: 'The API server refuses the workload.',
  source: `${SOURCE} (validateContainers, validateContainerCommon)`,
  bad: withContainer({ image: '' }),
  good: withContainer({ image: 'api:1.0' }),
  of: {
    Pod: checkSpec,
    PodTemplateSpec: checkSpec,
    PodSpec: (part, report) => {
      const { containers } = part.raw;
      if (!isMissing(containers) && !(Array.isArray(containers) && containers.length === 0)) return;
      tell(report, part.field.at('containers'), 'are missing: write at least one container');
    },
    Container: checkOf({ image: requiredValue('write the image of the container') }),
  },
});

function checkSpec(part: Part, report: PartReport): void {
  if (isMissing(part.raw.spec)) tell(report, part.field.at('spec'), 'is missing: write a pod with containers');
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
    Container: (part, report) => {
      const { raw, resource } = part;
      if (typeof raw.image !== 'string' || raw.image === raw.image.trim()) return;
      const image = part.field.text('image');
      const isPutIn = raw.image === ' ' && objectOf(resource).at('metadata', 'annotations', TRIGGERS).isGiven;
      if (isPutIn) return;
      const name = raw.image.trim();
      const remedy = name === '' ? 'write the image of the container' : `write ${quotedText(name)}`;
      tell(report, image, `is ${quotedText(raw.image)}, with blanks around it: ${remedy}`);
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
    PodSpec: (part, report) => {
      if (!hasSeveral(part.raw)) return;
      const { field } = part;
      const { containers, initContainers } = containersOf(field);
      for (const [first, again] of repetitionsIn(
        [...containers, ...initContainers].flatMap(nameOf),
        ({ raw }) => raw,
      )) {
        const other = first.holder?.holder?.key === again.holder?.holder?.key ? 'another container' : 'a container';
        tell(report, again, `is ${quotedText(String(again.raw))}, and ${other} of the pod has that name: rename one`);
      }
      const ephemeral = field.at('ephemeralContainers');
      // W4 tells of those of templates.
      if (hasItems(ephemeral.raw) && part.resource.manifest.kind === 'Pod') {
        tell(report, ephemeral, 'cannot be declared: drop them, "kubectl debug" adds one to a pod that runs');
      }
    },
  },
});

/** Whether names can meet: most pods have one container. */
function hasSeveral({ containers, initContainers, ephemeralContainers }: Part['raw']): boolean {
  const number = [containers, initContainers].reduce<number>(
    (sum, list) => sum + (Array.isArray(list) ? list.length : 0),
    0,
  );
  return number > 1 || hasItems(ephemeralContainers);
}

/** Its name, if it has one: N3 tells of what is none. */
function nameOf(container: Field): Field[] {
  const name = container.at('name');
  return typeof name.raw === 'string' && name.raw !== '' ? [name] : [];
}
