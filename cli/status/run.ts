import { distinct } from '../../lib/collections/order';
import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { Kubectl } from '../kubectl/kubectl';
import { colours } from '../terminal/colours';
import { isQuiet } from '../terminal/quiet';
import { asTerminalText } from '../terminal/terminal-text';
import { print, printDocument } from '../terminal/writer';
import { askCluster } from './ask-cluster';
import { type ReadDist, readDist } from './dist-folders';
import { exitCodeOf } from './exit-code';
import { statusJson } from './json';
import type { LiveState } from './live-state';
import type { StatusOptions } from './options';
import { readExports } from './read-exports';
import { statusReport } from './status-report';
import { statusText } from './text';

export async function runStatus(paths: readonly string[], options: StatusOptions): Promise<void> {
  if (paths.length > 0 && (options.context !== undefined || options.kubeconfig !== undefined))
    throw new Error('--context and --kubeconfig are for asking a cluster: name no exports then');
  const dist = readDist(options);
  const state = paths.length > 0 ? readExports(paths, options) : await liveState(dist, options);
  const report = statusReport(state, dist);
  process.exitCode = exitCodeOf(report);
  if (options.json) printDocument(statusJson(report));
  else print(asTerminalText(statusText(report, colours, isQuiet())));
}

async function liveState({ folders }: ReadDist, options: StatusOptions): Promise<LiveState> {
  const kubectl = Kubectl.find(options);
  if ('notKnown' in kubectl) throw new Error(`${kubectl.notKnown.text}. ${INSTEAD}`);
  const wanted = folders.flatMap(({ objects }) => [...objects.values()]);
  const state = await askCluster(kubectl.value, {
    namespace: options.namespace,
    kinds: wanted.map(({ apiVersion, kind }) => ({ group: groupOf(apiVersion), kind })),
    namespaces: distinct(folders.flatMap(({ namespaces }) => [...namespaces])),
  });
  if ('reason' in state) throw new Error(`${state.text}. ${INSTEAD}`);
  return options.now === undefined ? state : { ...state, now: options.now };
}

const INSTEAD = 'Without a cluster to ask, pipe what kubectl get -o json prints into npx cdk8s-infisical status -';
