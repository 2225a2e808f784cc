import { ApiObject } from 'cdk8s';
import type { AbstractPod } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { podPlaceIn } from '../model/pods';
import { typeOf } from '../text/shown';
import { podSpecsIn } from './finished-pods';

/** Whether it is a workload of cdk8s-plus, of whichever generation: the classes of each are others. */
export function isPlusWorkload(value: unknown): value is AbstractPod {
  return Construct.isConstruct(value) && 'podMetadata' in value && 'containers' in value && 'initContainers' in value;
}

/** Why a value holds no workload, for the end of a message. */
export class NoWorkload {
  public constructor(private readonly found: string) {}

  public told(asking: string): string {
    return `${asking} takes a construct that holds a pod template, found ${this.found}`;
  }
}

const KINDS = 'give a workload such as a Deployment, a Job or a Rollout, of any cdk8s-plus or as an ApiObject';

/**
 * The workload that a construct is, or the only one in it: of cdk8s-plus, or as an object, of which only the finished one
 * shows whether it has pods.
 */
export function heldWorkload(value: unknown): AbstractPod | ApiObject | NoWorkload {
  if (!Construct.isConstruct(value)) return new NoWorkload(`${typeOf(value)}: ${KINDS}`);
  if (isPlusWorkload(value)) return value;
  if (ApiObject.isApiObject(value)) return workloadAround(value) ?? value;
  const { path } = value.node;
  const below = value.node.findAll();
  const known = below.filter((one) => isPlusWorkload(one) || isWorkloadObject(one));
  const all = known.length > 0 ? known : below.filter(isObjectWithPods);
  const [first, second] = all;
  if (first === undefined) return new NoWorkload(`[${path}] (${value.constructor.name}), which holds none: ${KINDS}`);
  if (second === undefined) return first as AbstractPod | ApiObject;
  const paths = all.map(({ node }) => `[${node.path}]`).join(', ');
  return new NoWorkload(`[${path}], which holds ${all.length} of them: give one of ${paths}`);
}

/** An object that turns out to have no pods. */
export function objectWithoutPods({ kind, node: { path } }: ApiObject): NoWorkload {
  return new NoWorkload(`[${path}] (${kind}), which holds none: ${KINDS}`);
}

function isWorkloadObject(construct: IConstruct): boolean {
  return (
    ApiObject.isApiObject(construct) && podPlaceIn(construct) !== undefined && workloadAround(construct) === undefined
  );
}

/** Whether an object of a kind that nobody here knows has pods up to now. */
function isObjectWithPods(construct: IConstruct): boolean {
  return ApiObject.isApiObject(construct) && podSpecsIn(construct.toJson()).length > 0;
}

/** The workload of cdk8s-plus that has the object. */
function workloadAround(object: ApiObject): AbstractPod | undefined {
  const { scope } = object.node;
  return isPlusWorkload(scope) && scope.node.defaultChild === object ? scope : undefined;
}
