/** A reference to a variable, `$(NAME)`, or text around it. */
export type ReferencePart = { readonly variable: string } | { readonly text: string };

/**
 * A text as the kubelet reads it: `$(NAME)` refers to a variable, `$$` stands for one "$", and what is neither stands for
 * itself. A name ends at the next ")", whatever is in it.
 */
export function referenceParts(text: string): ReferencePart[] {
  const parts: ReferencePart[] = [];
  const lastCloser = text.lastIndexOf(')');
  let plain = '';
  let at = 0;
  for (let dollar = text.indexOf('$'); dollar !== -1; dollar = text.indexOf('$', at)) {
    const isReference = text[dollar + 1] === '(' && lastCloser > dollar;
    plain += text.slice(at, isReference ? dollar : dollar + 1);
    at = dollar + (text[dollar + 1] === '$' ? 2 : 1);
    if (!isReference) continue;
    const end = text.indexOf(')', dollar);
    if (plain !== '') parts.push({ text: plain });
    parts.push({ variable: text.slice(dollar + 2, end) });
    plain = '';
    at = end + 1;
  }
  const rest = plain + text.slice(at);
  return rest === '' ? parts : [...parts, { text: rest }];
}

/** The text that the kubelet reads as this one. */
export function literalText(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** The variables that a text refers to. */
export function variablesReferredToIn(text: string): string[] {
  return referenceParts(text).flatMap((part) => ('variable' in part ? [part.variable] : []));
}

/** Whether the kubelet makes such a variable of a Service. */
export function isServiceLink(variable: string): boolean {
  return /^KUBERNETES_|_SERVICE_(HOST|PORT)|_PORT(_|$)/.test(variable);
}
