import type { Field } from '../../../model/field';
import { labelProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { fieldsOf } from '../../../schemas/part-types';
import type { Part } from '../../../schemas/parts';
import { quotedNames, shownText } from '../../../text/shown';
import { requiredValue, tell, text } from '../../constraints';
import { givenOf, hasItems, textOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podWith } from './examples';

const nameProblem = requiredValue('write a name', text(labelProblem));

export const P22 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A volume has a name of its own, and one source',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateVolumes, validateVolumeSource, validateProjectionSources)',
  bad: podWith({ volumes: [{ name: 'cache', emptyDir: {}, hostPath: { path: '/tmp' } }] }),
  good: podWith({ volumes: [{ name: 'cache', emptyDir: {} }] }),
  of: {
    PodSpec: (part, report) => {
      if (!hasItems(part.raw.volumes) || areNamed(part.raw.volumes)) return;
      const volumes = part.field.at('volumes').items();
      const names = new Set<string>();
      for (const volume of volumes) {
        const name = volume.at('name');
        const problem = nameProblem(name.raw);
        if (problem !== undefined) tell(report, name, problem);
        else if (typeof name.raw === 'string' && names.has(name.raw)) {
          tell(report, name, `is ${shownText(name.raw)}, as that of another volume: give each a name of its own`);
        }
        if (typeof name.raw === 'string') names.add(name.raw);
      }
      checkClaims(part, volumes, report);
    },
    // Without a source it is an emptyDir.
    Volume: checkSources,
    VolumeProjection: checkSources,
  },
});

function checkSources(part: Part, report: PartReport): void {
  const known = fieldsOf(part.type);
  const sources = givenOf(part, Object.keys(part.raw)).filter((name) => name !== 'name' && known.has(name));
  if (sources.length > 1) tell(report, part.field, `has the sources ${quotedNames(sources)}: keep one of them`);
}

/** Whether all is as it mostly is: names of their own, and no claims whose names depend on that of the pod. */
function areNamed(volumes: unknown): boolean {
  const list = volumes as readonly { readonly name?: unknown; readonly ephemeral?: unknown }[];
  const names = new Set(list.map((volume) => volume?.name));
  const isName = (name: unknown) => typeof name === 'string' && labelProblem(name) === undefined;
  return names.size === list.length && [...names].every(isName) && list.every((volume) => !volume.ephemeral);
}

/** The claims that a Pod gets for its ephemeral volumes are called like it; those of other workloads like each of its pods. */
function checkClaims({ resource, holder }: Part, volumes: readonly Field[], report: PartReport): void {
  const pod = resource.manifest.metadata.name;
  if (holder?.type !== 'Pod' || !pod) return;
  const created = new Set<string>();
  for (const volume of volumes) {
    if (!volume.at('ephemeral').isGiven) continue;
    const name = textOf(volume.at('name'));
    const claim = `${pod}-${name}`;
    created.add(claim);
    const problem = name ? subdomainProblem(claim) : undefined;
    // N1 and the check above tell of what is wrong with the names themselves.
    if (problem && !subdomainProblem(pod) && !labelProblem(name ?? '')) {
      tell(report, volume.at('name'), `makes the name of its claim ${shownText(claim)}, which ${problem}`);
    }
  }
  for (const volume of volumes) {
    const claim = volume.at('persistentVolumeClaim', 'claimName');
    if (typeof claim.raw === 'string' && created.has(claim.raw)) {
      tell(report, claim, `is "${claim.raw}", which is made for an ephemeral volume of the pod: use that volume`);
    }
  }
}
