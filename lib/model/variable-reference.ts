/** A variable that a text refers to, as the kubelet reads it: `$(NAME)`; `$$` stands for one "$". */
export function variablesReferredToIn(text: string): string[] {
  const names: string[] = [];
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at)) {
    if (text[at + 1] !== '(') {
      at += 2;
      continue;
    }
    const end = text.indexOf(')', at);
    if (end === -1) break;
    names.push(text.slice(at + 2, end));
    at = end + 1;
  }
  return names;
}
