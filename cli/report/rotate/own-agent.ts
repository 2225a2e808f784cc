import { destinationOf } from '../../../lib/model/delivery/agent-injector';
import { INJECT_MODE, injectedPodsOf } from '../../../lib/model/delivery/injected-pods';
import { durationText } from '../../../lib/model/duration';
import { goSeconds } from '../../../lib/model/go-duration';
import type { RotatedUse } from './rotated-uses';
import type { Effect } from './rotation';

/** How often the agent of Infisical asks where nothing is written: Infisical/cli v0.43.121, packages/cmd/agent.go. */
const USUAL = 300;

/** What becomes of pods that an agent, or the command line of Infisical, gives the key; undefined where none does. */
export function ownAgentEffect({ use, row }: RotatedUse, started: Effect): Effect | undefined {
  const { app, delivery, use: taken } = use.inModel ?? {};
  if (app === undefined || delivery === undefined || taken !== undefined) return undefined;
  const isOwn = app.workloads.some(({ resource }) => resource === delivery.resource);
  if (!isOwn) return undefined;
  const { file } = row;
  if (file === undefined)
    return { ...started, sentence: `${started.sentence}, or until its command asks Infisical again` };
  const pod = injectedPodsOf(app).find(({ workload }) => workload.resource === delivery.resource);
  const templates = pod?.configuration?.templates ?? [];
  const template = templates.find((one, i) => destinationOf(one, i, templates.length) === file);
  if (pod !== undefined && !/^sidecar/.test(pod.annotations.text(INJECT_MODE).value ?? 'init'))
    return { ...started, sentence: `${started.sentence}: its agent asks once, when a pod starts` };
  if (template === undefined)
    return {
      ...started,
      outcome: 'reads-again',
      sentence:
        'its agent writes the file anew: how often it asks is not known here, every 5m where nothing is written. The program must read it again',
    };
  const written = template.field.text('config', 'polling-interval').value;
  const seconds = written === undefined ? USUAL : goSeconds(written);
  const when = seconds === undefined ? 'anew, how often is not known here' : `anew within ${durationText(seconds)}`;
  return {
    ...started,
    outcome: 'reads-again',
    sentence: `its agent writes the file ${when}: the program must read it again`,
  };
}
