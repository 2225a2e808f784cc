/** Words of the operator, of Kubernetes and of Infisical's errors: what no value is made of but by chance. */
const WORDS = new Set(
  `a access already an and annotation api apis apply are as at auth authenticate authentication bad be because been body by
  ca call cannot certificate client cluster code condition config configmap configuration conflict connection controller could
  create created credentials crd data decode default delete deleted denied deployment deployments destination did dns does
  duration dynamic empty environment err error errors event exceeded exist exists expected expired fail failed failure fetch
  field fields find folder for forbidden format found from function gateway generation generator get got group had has have
  header host http https identity in infisical infisicalauth infisicalconnection infisicaldynamicsecret infisicalpushsecret
  infisicalsecret infisicalstaticsecret internal interval invalid is it its json key keys kind kubernetes kube label lease length
  limit list load login lookup machine managed map marshal message metadata method missing more must name namespace no not
  object occurred of on only operation operator or out owner parse patch path permission permitted please policy post project
  provided push read ready reason reconcile refresh reference refused reject rejected render request required resolve resource
  resources response retry revoke role route run secret secrets server service set should size slug source sources spec
  ssl stale status store string sync syncing target targets template that the this time timeout to token too type unable
  unauthorized unavailable unexpected unknown unmarshal unsuccessful unsupported update updated url use user valid validate
  validation value values version was watch webhook were when while with without workload write yaml you your`.split(
    /\s+/,
  ),
);

const LONGEST = 200;
const READ = 1_000;

/**
 * What may be shown of a message that nobody knows: its usual words, codes of HTTP, and names that the object itself has.
 * In place of all else stands `…`, as the operator quotes values and answers of servers.
 */
export function knownWordsOf(message: string, ownNames: ReadonlySet<string>): string {
  const parts = message.slice(0, READ).split(/(\s+|[^\w.-]+)/);
  const shown = parts.map((part, index) => {
    if (index % 2 === 1) return /^[\s:,;()[\]]+$/.test(part) ? part : ' ';
    const isKnown = part === '' || WORDS.has(part.toLowerCase()) || /^[45]\d\d$/.test(part) || ownNames.has(part);
    return isKnown ? part : '…';
  });
  const text = shown
    .join('')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/…(?:[\s:,;()[\]]*…)+/g, '…')
    .trim();
  const cut = message.length > READ || text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()} …` : text;
  return /[a-z]/i.test(cut) ? cut : '';
}
