import { parseMermaid, renderMermaidSVG } from 'beautiful-mermaid';

/** A diagram as a picture: drawn when the site is built, in colours of the theme. */
export function diagramSvg(source: string, number: number): string {
  const label = escaped(descriptionOf(source));
  return renderMermaidSVG(source, { transparent: true, padding: 8 })
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/^<svg ([^>]*?) style="[^"]*">/, `<svg $1 class="diagram" role="img" aria-label="${label}">`)
    .replaceAll(/(id="|url\(#)arrowhead/g, `$1arrow-${number}`);
}

/** What it shows, for who cannot see it. */
function descriptionOf(source: string): string {
  const { nodes, edges } = parseMermaid(source);
  const nameOf = (id: string) => nodes.get(id)?.label ?? id;
  const ways = edges.map(
    ({ source, target, label }) => `${nameOf(source)} to ${nameOf(target)}${label ? ` (${label})` : ''}`,
  );
  return `Diagram. ${ways.join('; ')}.`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
