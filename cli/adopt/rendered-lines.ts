import { listed } from '../../lib/text/listed';
import type { ReadManifest } from '../manifests/read-manifests';
import { shellWord } from '../shell/word';
import { printable } from '../terminal/printable';

/** What is rendered goes on to be deployed until somebody ends that; which release a chart was rendered as. */
export function renderedLines(adopted: readonly Pick<ReadManifest, 'rendered'>[]): string {
  const all = adopted.flatMap(({ rendered }) => rendered ?? []);
  if (all.length === 0) return '';
  const from = [...new Set(all.map((one) => `${one.by} ${one.from}`))];
  const releases = new Map(all.flatMap((one) => (one.release === undefined ? [] : [[one.from, one.release] as const])));
  const assumed = [...releases].map(([chart, release]) => {
    const command = `helm template <release> ${shellWord(chart)} --namespace <namespace> | cdk8s-infisical adopt -`;
    return printable(
      `${chart} was rendered as release "${release}": where yours is called otherwise, so are objects and labels: \`${command}\``,
    );
  });
  const whole = printable(`${listed(from)}: the program takes its place, so deploy one of the two`);
  return `\nrendered ${[whole, ...assumed].join('\n         ')}`;
}
