// The changelog by version. Usage:
//   node tools/changelog.cjs notes TAG   prints what is new in the version of a tag such as v1.2.3, for its release
//   node tools/changelog.cjs release     makes what is unreleased the version of package.json: `npm version` has it run
const { readFileSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const project = resolve(__dirname, '..');
const CHANGELOG = join(project, 'CHANGELOG.md');
const UNRELEASED = '## Unreleased\n';

/** What is new in a version before a version, such as 1.0.0-rc.0, stays unreleased until that one. */
const isPrerelease = (version) => version.includes('-');

/** @returns the text of a version's section, without its heading */
function notesOf(changelog, version) {
  const [, ...sections] = changelog.split(/^## /m);
  const heading = isPrerelease(version) ? 'Unreleased' : version;
  const section = sections.find((one) => one.startsWith(`${heading}\n`));
  const notes = section?.slice(section.indexOf('\n')).trim();
  if (!notes) throw new Error(`CHANGELOG.md says nothing of ${version}: make the version by \`npm version\``);
  return `${notes}\n`;
}

/** A release on GitHub is no file beside which others lie. */
function withWholeLinks(notes, files) {
  return notes.replaceAll(/\]\((?![a-z]+:|#)/g, `](${files}/`);
}

/** @returns the changelog, in which what was unreleased is a version; of a prerelease, the same one */
function released(changelog, version) {
  const [before, after] = changelog.split(/^## Unreleased\n/m);
  if (after === undefined || /^\s*(## |$)/.test(after)) {
    throw new Error('nothing stands under "## Unreleased" in CHANGELOG.md: write what is new there');
  }
  return isPrerelease(version) ? changelog : `${before}${UNRELEASED}\n## ${version}\n${after}`;
}

function main([task, tag]) {
  const { version, repository } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const changelog = readFileSync(CHANGELOG, 'utf8');
  if (task === 'release') return writeFileSync(CHANGELOG, released(changelog, version));
  if (task !== 'notes') throw new Error('usage: node tools/changelog.cjs notes TAG | release');
  if (tag !== `v${version}`) throw new Error(`the tag ${tag} is not that of package.json, v${version}`);
  const files = `${repository.url.replaceAll(/^git\+|\.git$/g, '')}/blob/${tag}`;
  process.stdout.write(withWholeLinks(notesOf(changelog, version), files));
}

module.exports = { notesOf, released };
if (require.main === module) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
