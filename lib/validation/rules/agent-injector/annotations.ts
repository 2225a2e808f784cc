import { INJECT, INJECT_MODE, INJECTOR, podAnnotationsOf } from '../../../model/delivery/injected-pods';
import { asksForAgent, misplacedInject, misspeltAnnotation } from '../../../model/delivery/uninjected-pods';
import { isFilledInLater } from '../../../model/resource';
import { AUTO_RELOAD_ANNOTATION } from '../../../model/workloads';
import { quotedText } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { injectedExample } from './injected';

const SOURCE = 'Infisical/infisical-agent-injector v0.1.12: ';

function annotatedItself(annotations: Readonly<Record<string, unknown>>): ExampleObjects {
  const [configMap, deployment] = injectedExample(annotations).objects;
  return {
    objects: [
      configMap,
      { ...deployment, metadata: { annotations: { [INJECT]: 'true', [AUTO_RELOAD_ANNOTATION]: null } } },
    ],
  };
}

export const J1 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'The annotations of the agent injector stand on the pod template',
  why: 'The injector looks at pods, which get the annotations of the template, and none of what makes them: they start without their secrets.',
  source: `${SOURCE}pkg/injector/util.go (IsInjectable), helm/templates/mutating-webhook.yaml`,
  bad: annotatedItself({ [INJECT]: null }),
  good: annotatedItself({}),
  check: (workload, report) => {
    const own = misplacedInject(workload);
    if (own === undefined) return;
    report(
      own,
      `the annotation "${INJECT}" has no effect on the ${workload.resource.manifest.kind} itself: put it on the metadata of its pod template, with the others of "${INJECTOR}"`,
    );
  },
});

export const J2 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'A pod asks the agent injector by the text "true", and by its annotations',
  why: 'The injector compares with this text alone, and knows no other names: with another one the pod starts without its secrets, and nobody says a word.',
  source: `${SOURCE}pkg/injector/util.go (IsInjectable)`,
  bad: injectedExample({ [INJECT]: 'True' }),
  good: injectedExample(),
  check: (workload, report) => {
    const annotations = podAnnotationsOf(workload);
    for (const name of [INJECT, INJECT_MODE]) {
      const misspelt = misspeltAnnotation(annotations, name);
      if (misspelt === undefined) continue;
      report(
        misspelt,
        `the injector ignores the annotation ${quotedText(String(misspelt.key))}: did you mean "${name}"?`,
      );
    }
    const inject = annotations.at(INJECT);
    // Of what is no text, F2 tells.
    if (typeof inject.raw !== 'string' || inject.raw === 'true' || !asksForAgent(inject)) return;
    if (isFilledInLater(workload.resource, inject.raw)) return;
    report(
      inject,
      `the annotation "${INJECT}" is ${shown(inject.raw)}, which the injector ignores: write the text "true"`,
    );
  },
});

const MODES = ['init', 'sidecar', 'sidecar-init'];

export const J3 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'The mode of the agent injector is one that it knows',
  why: 'The injector refuses the pod: its ReplicaSet tries again and again, and no pod ever starts.',
  source: `${SOURCE}pkg/util/helper.go (ValidateInjectMode)`,
  bad: injectedExample({ [INJECT_MODE]: 'side-car' }),
  good: injectedExample({ [INJECT_MODE]: 'sidecar' }),
  check: (workload, report) => {
    const annotations = podAnnotationsOf(workload);
    const mode = annotations.text(INJECT_MODE);
    if (!asksForAgent(annotations.at(INJECT)) || !mode.value || MODES.includes(mode.value)) return;
    if (isFilledInLater(workload.resource, mode.value)) return;
    report(
      mode,
      `the annotation "${INJECT_MODE}" is ${shown(mode.value)}, with which the injector refuses the pod: write one of ${MODES.join(', ')}`,
    );
  },
});
