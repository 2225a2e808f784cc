import { isNearly } from '../../text/did-you-mean';
import { quotedText } from '../../text/key-name';
import { shown } from '../../text/shown';
import { type AppModel, perApp } from '../app-model';
import type { Field } from '../field';
import { podPlaceIn } from '../pods';
import { isAnnotated, isFilledInLater, objectOf } from '../resource';
import type { Workload } from '../workloads';
import type { Unfollowed } from './delivery';
import { AGENT_CONFIG_MAP, AGENT_IMAGE, INJECT, INJECT_MODE, podAnnotationsOf } from './injected-pods';

/** What says that nothing is to be injected. */
const OFF = /^\s*(?:false|no|n|off|0|disabled?|)\s*$/i;

/** Whether an annotation asks for the injector, in whichever words. */
export function asksForAgent({ raw }: Field): boolean {
  if (typeof raw === 'boolean' || typeof raw === 'number') return Boolean(raw);
  return typeof raw === 'string' && !OFF.test(raw);
}

/** The annotation on what makes pods, of which the injector takes no notice; undefined where the pods have their own. */
export function misplacedInject(workload: Workload): Field | undefined {
  const { resource } = workload;
  if (!isAnnotated(resource)) return undefined;
  if (!podPlaceIn(resource.manifest)?.length || podAnnotationsOf(workload).at(INJECT).isGiven) return undefined;
  const own = objectOf(resource).at('metadata', 'annotations', INJECT);
  return asksForAgent(own) && !isFilledInLater(resource, own.raw) ? own : undefined;
}

/** The annotation that was meant to ask for the injector, or to tell it how, and has another name; undefined where none is. */
export function misspeltAnnotation(annotations: Field, name: string): Field | undefined {
  if (annotations.at(name).isGiven) return undefined;
  return annotations.entries().find(([key]) => !KNOWN.includes(key) && isNearly(key, name))?.[1];
}

const KNOWN = [INJECT, INJECT_MODE, AGENT_CONFIG_MAP, AGENT_IMAGE];

/** The pods that were to get an agent and get none: what it was to fetch for them, nobody knows. */
export const uninjectedPodsOf = perApp((app: AppModel): readonly Unfollowed[] =>
  app.workloads.flatMap((workload) => uninjectedPod(workload) ?? []),
);

function uninjectedPod(workload: Workload): Unfollowed | undefined {
  const { resource } = workload;
  const misplaced = misplacedInject(workload);
  if (misplaced !== undefined) {
    const message = `${injectMessage(`on the ${resource.manifest.kind} itself has no effect`)}: its pods get no agent`;
    return { resource, at: misplaced.path, message };
  }
  const annotations = podAnnotationsOf(workload);
  if (!annotations.isGiven) return undefined;
  const misspelt = misspeltAnnotation(annotations, INJECT);
  if (misspelt !== undefined && asksForAgent(misspelt)) {
    const message = `${injectMessage(`is misspelt, ${quotedText(String(misspelt.key))}`)}: the pod gets no agent`;
    return { resource, at: misspelt.path, message };
  }
  const inject = annotations.at(INJECT);
  if (inject.raw === 'true' || !asksForAgent(inject)) return undefined;
  return { resource, at: inject.path, message: injectMessage(whyOff(workload, inject.raw)) };
}

function injectMessage(what: string): string {
  return `the annotation "${INJECT}" ${what}`;
}

function whyOff({ resource }: Workload, raw: unknown): string {
  if (typeof raw !== 'string') return `is ${shown(raw)}, which the API server refuses: write the text "true"`;
  if (isFilledInLater(resource, raw)) return `is ${quotedText(raw)}, so that it is known only later who gets an agent`;
  return `is ${quotedText(raw)}, which the injector ignores: the pod gets no agent, unless it is the text "true"`;
}
