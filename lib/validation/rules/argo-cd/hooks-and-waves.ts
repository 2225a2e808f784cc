import { namedObject } from '../../../model/address';
import {
  annotationOf,
  HOOK_ANNOTATION,
  HOOK_ANNOTATIONS,
  HOOKS,
  hooksOf,
  isWave,
  itemsOf,
  WAVE_ANNOTATION,
} from '../../../model/sync-moments';
import { typeOf } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';

export const X17 = ruleOn('operator', {
  severity: Severity.ERROR,
  title: 'An operator resource is no Argo CD hook',
  why: 'Argo CD deletes a hook before each sync, and the finalizer and owner references of the operator delete with it what it has written, leased or pushed.',
  source: 'Argo CD v3.5.1: gitops-engine/pkg/sync/hook/delete_policy.go (DeletePolicies)',
  bad: { objects: [{ kind: 'InfisicalSecret', metadata: { annotations: { [HOOK_ANNOTATION]: 'PreSync' } } }] },
  good: { objects: [{ kind: 'InfisicalSecret', metadata: { annotations: { [WAVE_ANNOTATION]: '-1' } } }] },
  check: ({ resource }, report) => {
    const hooks = hooksOf(resource).filter((hook) => hook !== 'Skip');
    if (hooks.length === 0) return;
    report(
      HOOK_ANNOTATIONS.map((name) => annotationOf(resource, name)).find(({ isGiven }) => isGiven) ?? ['metadata'],
      `${namedObject(resource.manifest)} is an Argo CD hook (${hooks.join(', ')}), which each sync deletes and makes again, and with it what it owns, leases or has pushed: drop the hook, and give it an earlier sync wave`,
    );
  },
});

export const X18 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: "A sync wave is a whole number, and a hook is one of Argo CD's",
  why: 'Argo CD takes a wave that is no number for 0, and never runs a hook of another name.',
  source:
    'Argo CD v3.5.1: gitops-engine/pkg/sync/syncwaves/waves.go (Wave), gitops-engine/pkg/sync/hook/hook.go (IsHook, Types), controller/hook.go; PreDelete since v3.3 (X33)',
  bad: { objects: [{ kind: 'Deployment', metadata: { annotations: { [WAVE_ANNOTATION]: 'first' } } }] },
  good: { objects: [{ kind: 'Deployment', metadata: { annotations: { [WAVE_ANNOTATION]: '-1' } } }] },
  check: (resource, report) => {
    const wave = annotationOf(resource, WAVE_ANNOTATION);
    if (wave.isGiven && !isWave(wave.value ?? '')) {
      report(
        wave,
        `the sync wave ${writtenValue(wave.raw)} is no whole number as text, and Argo CD would ignore it: write for example "-1"`,
      );
    }
    const hooks = annotationOf(resource, HOOK_ANNOTATION);
    for (const hook of itemsOf(hooks.value)) {
      if (HOOKS.includes(hook)) continue;
      report(hooks, `Argo CD has no hook "${hook}" and would never run this: write ${HOOKS.join(', ')}`);
    }
  },
});

/** An object may have no end, and a number be too large for JSON. */
function writtenValue(value: unknown): string {
  if (typeof value === 'object') return typeOf(value);
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
