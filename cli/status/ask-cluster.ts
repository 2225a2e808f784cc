import { distinct } from '../../lib/collections/order';
import { OPERATOR_GROUP, OPERATOR_KINDS } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import type { NotKnown } from '../kubectl/answer';
import type { Kubectl, SecretKeys } from '../kubectl/kubectl';
import { showProgress } from '../terminal/progress';
import type { KindOfObjects, LiveState } from './live-state';

export interface Wanted {
  /** Of this namespace only. */
  readonly namespace?: string;
  /** The kinds that dist has, beside those of the operator. */
  readonly kinds: readonly KindOfObjects[];
  /** Where to look if nobody may list those of all namespaces. */
  readonly namespaces: readonly string[];
}

const OF_OPERATOR: readonly KindOfObjects[] = OPERATOR_KINDS.filter((kind) => kind !== 'ClusterGenerator').map(
  (kind) => ({ group: OPERATOR_GROUP, kind }),
);
const POD: KindOfObjects = { group: '', kind: 'Pod' };
/** Of more namespaces than that, one by one, nobody waits for the answers. */
const MOST_NAMESPACES = 30;

/** Asks a cluster for its syncs, its pods, and whatever kinds dist has; of Secrets for their names. */
export async function askCluster(kubectl: Kubectl, wanted: Wanted): Promise<LiveState | NotKnown> {
  const progress = showProgress();
  try {
    progress.step('asking the cluster', 30);
    const context = await kubectl.context();
    if ('notKnown' in context) return context.notKnown;
    const { name, namespace } = context.value;
    const namespaces = wanted.namespace === undefined ? [...wanted.namespaces, namespace] : [wanted.namespace];
    const asking = new Asking(kubectl, wanted.namespace, distinct(namespaces).slice(0, MOST_NAMESPACES));
    for (const kind of uniqueKinds([...OF_OPERATOR, POD, ...wanted.kinds])) {
      progress.step(`asking the cluster for its ${kind.kind} objects`, 30);
      const gone = await asking.ask(kind);
      if (gone !== undefined) return gone;
    }
    progress.step('asking the cluster for the names of its Secrets', 30);
    await asking.askSecrets();
    const place = wanted.namespace === undefined ? '' : `, namespace ${wanted.namespace}`;
    return asking.state(`the context ${name}${place}`);
  } finally {
    progress.end();
  }
}

/** Without these answers, no other one will come either. */
const HOPELESS: readonly NotKnown['reason'][] = ['no kubectl', 'no context', 'unreachable', 'not logged in', 'no time'];

class Asking {
  private readonly manifests: Manifest[] = [];
  private readonly notKnown: string[] = [];
  private readonly notes: string[] = [];
  private readonly whole = new Set<string>();
  private secrets: LiveState['secrets'];
  private served = 0;

  public constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string | undefined,
    private readonly namespaces: readonly string[],
  ) {}

  /** Why nothing can be asked at all. */
  public async ask(kind: KindOfObjects): Promise<NotKnown | undefined> {
    const resource = resourceOf(kind);
    const answer = await this.kubectl.objects({ resource, namespace: this.namespace });
    if ('value' in answer) return this.take(kind, answer.value as unknown as Manifest[], this.namespace);
    const { reason, text } = answer.notKnown;
    if (HOPELESS.includes(reason)) return answer.notKnown;
    if (reason === 'not served') {
      // Nothing of a kind runs that there is not.
      this.whole.add(placeOf(kind, undefined));
      return undefined;
    }
    if (reason === 'forbidden' && this.namespace === undefined) await this.askEach(kind, resource);
    else this.notKnown.push(`${kind.kind}: ${text}`);
    return undefined;
  }

  public async askSecrets(): Promise<void> {
    const { namespace } = this;
    const answer = await this.kubectl.secretKeys(namespace);
    if ('notKnown' in answer) {
      this.notes.push(`Whether managed Secrets are there is not known: ${answer.notKnown.text}.`);
      return;
    }
    const namesOf = (secrets: readonly SecretKeys[]) => new Set(secrets.map((one) => `${one.namespace}/${one.name}`));
    const [names, empty] = [namesOf(answer.value), namesOf(answer.value.filter(({ keys }) => keys.length === 0))];
    this.secrets = { names, empty, isKnown: (place) => namespace === undefined || place === namespace };
  }

  public state(from: string): LiveState {
    const { manifests, notKnown, notes, whole, secrets } = this;
    if (this.served === 0) notKnown.push('the cluster has no kind of the Infisical operator: is it the right one?');
    const isWhole: LiveState['isWhole'] = (kind, namespace) =>
      whole.has(placeOf(kind, undefined)) || whole.has(placeOf(kind, namespace ?? ''));
    return { from, manifests, now: Date.now(), notKnown, notes, isWhole, ...(secrets && { secrets }) };
  }

  /** Whoever may not list the objects of all namespaces may do so in his own. */
  private async askEach(kind: KindOfObjects, resource: string): Promise<void> {
    const told: string[] = [];
    for (const namespace of this.namespaces) {
      const answer = await this.kubectl.objects({ resource, namespace });
      if ('value' in answer) {
        this.take(kind, answer.value as unknown as Manifest[], namespace);
        told.push(namespace);
      } else this.notKnown.push(`${kind.kind} in ${namespace}: ${answer.notKnown.text}`);
    }
    if (told.length > 0) this.notes.push(`${kind.kind}: only those of ${told.join(', ')} may be read.`);
  }

  private take(kind: KindOfObjects, manifests: readonly Manifest[], namespace: string | undefined): undefined {
    if (kind.group === OPERATOR_GROUP) this.served++;
    this.whole.add(placeOf(kind, namespace));
    for (const manifest of manifests) this.manifests.push(manifest);
  }
}

/** With its group, as another one may have a kind of that name: `v1` is the only version of the core group. */
function resourceOf({ group, kind }: KindOfObjects): string {
  return group === '' ? `${kind}.v1.` : `${kind}.${group}`;
}

function placeOf({ group, kind }: KindOfObjects, namespace: string | undefined): string {
  return JSON.stringify([group, kind, ...(namespace === undefined ? [] : [namespace])]);
}

function uniqueKinds(kinds: readonly KindOfObjects[]): KindOfObjects[] {
  // Their values stay where they are.
  const asked = kinds.filter(({ group, kind }) => group !== '' || kind !== 'Secret');
  return [...new Map(asked.map((one) => [placeOf(one, undefined), one])).values()];
}
