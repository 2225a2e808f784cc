import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from './page';

/** The README, with its first sentence above what one looks for first. */
export function homePage(project: string): Page {
  const readme = readFileSync(join(project, 'README.md'), 'utf8');
  const [, name, sentence, rest] = /^# (.+)\n\n([\s\S]*?[.])\s([\s\S]*)$/.exec(readme) ?? [];
  if (rest === undefined) throw new Error('README.md does not begin with a heading and a sentence');
  return {
    path: 'index.md',
    title: name,
    source: 'README.md',
    markdown: rest,
    settings: {
      layout: 'front',
      sidebar: false,
      titleTemplate: false,
      hero: {
        name,
        tagline: plain(sentence),
        actions: [
          { theme: 'brand', text: 'Tutorial', link: '/tutorial' },
          { theme: 'alt', text: 'Playground', link: '/playground' },
          { theme: 'alt', text: 'Rules', link: '/rules/' },
        ],
      },
    },
  };
}

/** A sentence without its marks. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll('\n', ' ');
}

const PLAYGROUND = `# Playground

Paste Kubernetes YAML: what [\`lint\`](/lint) and [\`report\`](/report) say of it, as you type. All of it runs in this page, and nothing is
sent anywhere.`;

export function playgroundPage(): Page {
  const settings = { layout: 'playground', sidebar: false };
  return { path: 'playground.md', title: 'Playground', source: 'site/playground', markdown: PLAYGROUND, settings };
}
