// Makes the command for machines without Node: one file for each system, with Node in it (its single executable
// application), beside the licenses of all that is in them and their checksums.
//
// Usage: npm run binary [-- TARGET...]
//
// Without a target, for this machine. Linux and Windows can be made on Linux, macOS only on macOS, whose files have to be
// signed there. Each target's Node comes from npm; on macOS it is the one that runs this, which has to be of that version.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { licensesOf } = require('./bundle/licenses.cjs');
const { singleFile } = require('./bundle/single-file.cjs');

const project = resolve(__dirname, '..');
const folder = join(project, 'binary');
const NODE = '26.10.0';
const TARGETS = ['linux-x64', 'linux-arm64', 'win-x64', 'darwin-x64', 'darwin-arm64'];
const HERE = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

async function makeBinaries(targets) {
  const unknown = targets.find((target) => !TARGETS.includes(target));
  if (unknown !== undefined) throw new Error(`${JSON.stringify(unknown)} is none of ${TARGETS.join(', ')}`);
  const script = join(project, 'build/binary/cdk8s-infisical.js');
  const { inputs } = await singleFile(script);
  mkdirSync(folder, { recursive: true });
  const files = targets.map((target) => binaryFor(target, script));
  const license = nodeOf(targets[0]).license;
  const texts = [readFileSync(join(project, 'LICENSE'), 'utf8'), licensesOf(inputs), readFileSync(license, 'utf8')];
  writeFileSync(join(folder, 'LICENSES.txt'), texts.join(`\n${'='.repeat(80)}\n\n`));
  for (const file of files) writeFileSync(join(folder, `${file}.sha256`), checksumLine(file));
}

function binaryFor(target, script) {
  const file = `cdk8s-infisical-${target}${target.startsWith('win') ? '.exe' : ''}`;
  const output = join(folder, file);
  rmSync(output, { force: true });
  const settings = join(project, `build/binary/${target}.json`);
  writeFileSync(
    settings,
    JSON.stringify({
      main: script,
      output,
      executable: nodeOf(target).program,
      disableExperimentalSEAWarning: true,
      // What is compiled ahead is for one system only.
      useCodeCache: target === HERE,
      // NODE_OPTIONS is for programs of Node, which this is not to its users.
      execArgvExtension: 'none',
    }),
  );
  execFileSync(nodeOf(HERE).program, ['--build-sea', settings], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (target.startsWith('darwin')) execFileSync('codesign', ['--sign', '-', '--force', output]);
  if (!target.startsWith('win')) chmodSync(output, 0o755);
  return file;
}

/** As `sha256sum --check` reads it. */
function checksumLine(file) {
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
  return `${hash}  ${file}\n`;
}

/** The program and the license of the Node for a target. */
function nodeOf(target) {
  if (target.startsWith('darwin')) return nodeThatRuns(target);
  const place = join(project, 'build/binary', `node-${target}-${NODE}`);
  const program = join(place, 'package/bin', target.startsWith('win') ? 'node.exe' : 'node');
  if (!existsSync(program)) {
    mkdirSync(place, { recursive: true });
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['pack', '--silent', `node-${target}@${NODE}`], {
      cwd: place,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    execFileSync('tar', ['-xzf', `node-${target}-${NODE}.tgz`], { cwd: place });
    rmSync(join(place, `node-${target}-${NODE}.tgz`));
  }
  return { program, license: join(place, 'package/LICENSE') };
}

function nodeThatRuns(target) {
  if (target !== HERE || process.version !== `v${NODE}`) {
    throw new Error(`${target} can be made on it only, by Node ${NODE}: this is Node ${process.version} on ${HERE}`);
  }
  const own = join(project, 'build/binary/node');
  mkdirSync(join(project, 'build/binary'), { recursive: true });
  copyFileSync(process.execPath, own);
  return { program: own, license: join(process.execPath, '../../LICENSE') };
}

const targets = process.argv.slice(2);
makeBinaries(targets.length > 0 ? targets : [HERE]);
