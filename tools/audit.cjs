// Whether a library that is shipped has a known vulnerability. What is shipped is bundled into the command, and so stands in
// devDependencies: `npm audit --omit=dev` looks at none of it.
//
// Usage: node tools/audit.cjs; ends with 1 where a shipped library has one.
const { spawnSync } = require('node:child_process');
const { inputsOfCommand } = require('./bundle.cjs');
const { packagesOf } = require('./bundle/packages.cjs');

/**
 * @param report what `npm audit --json` printed
 * @param shipped the folders of the libraries that are shipped
 * @returns `lines` for people, and whether it `isRefused`
 */
function auditOf(report, shipped) {
  const { vulnerabilities, statusCode, message } = report;
  if (vulnerabilities === undefined) {
    // Mirrors of the registry often have no such endpoint.
    if ([404, 405, 501].includes(statusCode))
      return { lines: ['not audited: this registry has no audit'], isRefused: false };
    return { lines: [`npm audit failed: ${message ?? 'it printed no report'}`], isRefused: true };
  }
  const found = Object.values(vulnerabilities);
  const ours = found.filter(({ nodes }) => nodes.some((node) => shipped.includes(node)));
  const lines = ours.map(({ name, severity, via }) => `${name} (${severity}), which is shipped: ${titlesOf(via)}`);
  const rest = found.length - ours.length;
  lines.push(
    `${ours.length} of ${shipped.length} shipped libraries are vulnerable; of packages that only build and test: ${rest}`,
  );
  return { lines, isRefused: ours.length > 0 };
}

/** Of advisories; a text is the name of another package, which is told by itself. */
function titlesOf(via) {
  const titles = via.map((one) => (typeof one === 'string' ? `by ${one}` : `${one.title}, ${one.url}`));
  return titles.join('; ').replaceAll(/\p{Cc}/gu, ' ');
}

async function audit() {
  const shipped = packagesOf(await inputsOfCommand());
  const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', maxBuffer: 1e8 });
  const { lines, isRefused } = auditOf(parsed(stdout), shipped);
  process.stdout.write(`${lines.join('\n')}\n`);
  if (isRefused) process.exitCode = 1;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

module.exports = { auditOf };
if (require.main === module) audit();
