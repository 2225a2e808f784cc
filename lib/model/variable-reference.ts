/** A variable that a text refers to, as the kubelet reads it: `$(NAME)`; `$$` stands for one "$". */
export function variablesReferredToIn(text: string): string[] {
  const names: string[] = [];
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at)) {
    const end = text[at + 1] === '(' ? text.indexOf(')', at) : -1;
    if (end !== -1) names.push(text.slice(at + 2, end));
    at = end === -1 ? at + 2 : end + 1;
  }
  return names;
}
