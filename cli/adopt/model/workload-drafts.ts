import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { asCanonical } from '../../comparison/canonical';
import { diffTrees } from '../../comparison/difference';
import { withWrittenLeaves } from '../../comparison/written-leaves';
import type { ReadManifest } from '../../manifests/read-manifests';
import { NewExpression } from '../../typescript/code';
import { type Draft, type Make, withName } from '../draft/draft';
import { library, literal, type Props, THIS } from '../draft/expressions';
import type { ManagedSecrets } from '../draft/managed-names';
import { leavesOf } from '../draft/merge-patch';
import type { TargetChart } from '../draft/metadata';
import { secretNames, withSecretNames } from '../draft/secret-names';
import { podIn, type ReadWorkload, type WorkloadOptions, whyNoConstruct, workloadProps } from '../draft/workload';
import { workloadKindOf } from '../draft/workload-kinds';
import { completedWorkload, isSame, objectsMadeBy } from '../draft-objects';
import { rawDraft } from './raw-draft';

/** More patches than this beside the pod, and a workload is easier to read as it stands. */
const MOST_PATCHES = 6;

/** The draft of a workload: its construct, with its Service if that is no more than a port. */
export function workloadDraft(
  read: ReadManifest,
  chart: TargetChart,
  secrets: ManagedSecrets,
  service?: ReadManifest,
): Draft {
  const { manifest } = read;
  const asItStands = () => rawDraft(read, { chart, secrets });
  // It takes Secrets, for pods that others make.
  if (NO_WORKLOADS.has(manifest.kind)) return asItStands();
  const raw = (whyRaw: string): Draft => ({ ...asItStands(), workload: { whyRaw, podFields: [] } });
  const kind = workloadKindOf(manifest);
  if (kind === undefined) return raw(`there is no construct for ${manifest.apiVersion} ${manifest.kind}`);
  const workload = { kind, manifest: withWrittenLeaves(asCanonical(manifest), manifest) as Manifest };
  const reason = whyNoConstruct(workload);
  if (reason !== undefined) return raw(reason);
  const attempts = new Attempts(read, workload, chart, secrets);
  const withService = service && kind.mayHaveService ? attempts.best(service) : undefined;
  const draft = withService ?? attempts.best();
  if (draft === undefined) return raw('no props make it as it is');
  return draft.patches.length > MOST_PATCHES ? raw(`${draft.patches.length} fields would have to be patched`) : draft;
}

const NO_WORKLOADS: ReadonlySet<string> = new Set(['ServiceAccount', 'Ingress']);

class Attempts {
  public constructor(
    private readonly read: ReadManifest,
    private readonly workload: ReadWorkload,
    private readonly chart: TargetChart,
    private readonly secrets: ManagedSecrets,
  ) {}

  /** The shortest declaration: with the defaults of this library where the workload has them. */
  public best(service?: ReadManifest): Draft | undefined {
    const asOurs = mayHaveOurDefaults(this.workload.manifest) ? this.attempts(false, service) : undefined;
    return asOurs ?? this.attempts(true, service);
  }

  /** Keys as files where that says as much as volumes do. */
  private attempts(takeOver: boolean, service: ReadManifest | undefined): Draft | undefined {
    const withVolumes = () => this.attempt({ takeOver, asFiles: false }, service);
    if (!this.mayHaveFiles()) return withVolumes();
    const withFiles = this.attempt({ takeOver, asFiles: true }, service);
    if (withFiles !== undefined && leftIn(withFiles) === 0) return withFiles;
    const plain = withVolumes();
    if (withFiles === undefined || plain === undefined) return plain ?? withFiles;
    return leftIn(withFiles) > leftIn(plain) ? plain : withFiles;
  }

  private mayHaveFiles(): boolean {
    const volumes = podIn(this.workload.manifest).at('volumes').items();
    return volumes.some((volume) => volume.at('secret', 'items').isGiven);
  }

  private attempt(
    { takeOver, asFiles }: Pick<WorkloadOptions, 'takeOver' | 'asFiles'>,
    service: ReadManifest | undefined,
  ): Draft | undefined {
    const { manifest } = this.read;
    const { kind } = this.workload;
    const options = { takeOver, asFiles, service: service && asCanonical(service.manifest) };
    const props = workloadProps(this.workload, this.chart, this.secrets, options);
    const makeWith = (podSpec: object | undefined): Make => {
      const named = podSpec && withSecretNames(literal(podSpec), secretNames(this.secrets));
      const all: Props = named === undefined ? props : { ...props, podSpec: named };
      return (id) => new NewExpression(library(kind.form), THIS, id, withName(manifest.metadata.name, id, all));
    };
    const result = completedWorkload(manifest, makeWith, this.chart, { mayRemove: takeOver });
    if (result === undefined || (!takeOver && result.patches.length > 0)) return undefined;
    if (service !== undefined && !makesService(result.make, service.manifest, this.chart)) return undefined;
    const { throughPodSpec, ...made } = result;
    const podFields = leavesOf(podIn(this.workload.manifest).raw, '');
    const alsoOf = service === undefined ? [] : [service];
    return { form: kind.form, of: this.read, alsoOf, ...made, workload: { podFields, throughPodSpec } };
  }
}

/** How much of a workload its props do not say. */
function leftIn({ patches, workload }: Draft): number {
  return patches.length + (workload?.throughPodSpec?.length ?? 0);
}

function mayHaveOurDefaults(manifest: Manifest): boolean {
  return podIn(manifest).flag('automountServiceAccountToken').value === false;
}

function makesService(make: Make, was: Manifest, chart: TargetChart): boolean {
  const made = objectsMadeBy(make, was.metadata.name ?? '', chart)?.find((object) => isSame(object, was));
  return made !== undefined && diffTrees(asCanonical(was), asCanonical(made)).length === 0;
}

/** Whether the Service of its name may be what an application makes: it has one port and selects its pods. */
export function mayBeServiceOf(service: Manifest, workload: Manifest): boolean {
  const spec = Field.of(service).at('spec');
  const labels = Field.of(workload).at('spec', 'selector', 'matchLabels');
  return spec.at('ports').items().length === 1 && sortedTexts(spec.at('selector')) === sortedTexts(labels);
}

function sortedTexts(labels: Field): string {
  return JSON.stringify(
    labels
      .entries()
      .map(([name, { raw }]) => [name, raw])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}
