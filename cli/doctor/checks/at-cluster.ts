import type { KubectlOptions } from '../../kubectl/options';
import { shellWord } from '../../shell/word';
import type { Line } from '../line';

/** The lines about a cluster that was named, with commands for that one: typed as they are, they would be for another. */
export function atCluster(lines: readonly Line[], { context, kubeconfig }: KubectlOptions): Line[] {
  const flagsOf = (contextFlag: string) => [
    ...(context === undefined ? [] : [contextFlag, shellWord(context)]),
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', shellWord(kubeconfig)]),
  ];
  const flags: Readonly<Record<string, readonly string[]>> = {
    kubectl: flagsOf('--context'),
    helm: flagsOf('--kube-context'),
  };
  return lines.map((line) => {
    const next = line.next?.replaceAll(COMMAND, (program) => [program, ...flags[program]].join(' '));
    return { ...line, ...(next !== undefined && { next }) };
  });
}

/** One at the start, or one of several namespaces that are made. */
const COMMAND = /^(?:kubectl|helm)(?= )|(?<= && )kubectl(?= create namespace )/g;
