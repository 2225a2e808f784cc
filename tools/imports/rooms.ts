import type { ImportRules } from './import-problems';

/**
 * The rooms of the code, and what each may import: nothing but what stands here, types included. A folder below lib, cli
 * or this project that has no line here fails `npm run check`, and so does a line that nothing needs, and any circle.
 */
export const IMPORT_RULES: ImportRules = {
  rooms: {
    'lib/text': {
      holds: 'texts of messages: values shown in a line, names of keys, credentials cut out, the name that was meant',
      imports: [],
      why: 'everything that says something needs it',
    },
    'lib/json': {
      holds: 'access to parsed JSON and YAML of which nothing is known yet',
      imports: [],
      why: 'everything that reads needs it',
    },
    'lib/collections': { holds: 'grouping', imports: [], why: 'it knows nothing of what it groups' },
    'lib/yaml': {
      holds: 'the YAML writer: what every reader takes for what was meant',
      imports: ['cdk8s', 'type constructs'],
      why: 'it writes any object, whoever made it',
    },
    'lib/files': {
      holds: 'files that are written all or none, inside of a folder',
      imports: ['node:fs', 'node:path'],
      why: 'it writes any text; cli and lib/gitops share it',
    },
    'lib/model': {
      holds: 'what the operator, Kubernetes and Argo CD read, as typed values',
      imports: ['lib/text', 'lib/json', 'lib/collections'],
      why: 'it is read where neither cdk8s nor Node is: a browser, an editor',
    },
    'lib/schemas': {
      holds: 'which fields the API server knows, by kind and release, and the walk through the parts of an object',
      imports: ['lib/model', 'lib/text'],
      why: 'rules and whoever else reads finished objects go by it',
    },
    'lib/validation': {
      holds: 'the rules, an object each, and the walk that runs them',
      imports: ['lib/schemas', 'lib/model', 'lib/text', 'lib/json', 'lib/collections'],
      why: 'rules evaluate finished objects, wherever these come from; no cdk8s, no Node',
    },
    'lib/props': {
      holds: 'checks of the types of props',
      imports: ['lib/collections', 'lib/text', 'type lib/validation'],
      why: 'every construct needs it',
    },
    'lib/infisical': {
      holds: 'what users name of Infisical: host, login, source, key catalogue',
      imports: ['lib/model', 'lib/text', 'type constructs'],
      why: 'it names what the model knows, and nothing of cdk8s',
      files: { 'lib/infisical/catalogue-file.ts': ['node:fs', 'node:path'] },
    },
    'lib/configuration': {
      holds: '`cdk8s-infisical.yaml`, the committed configuration: its form and its reader',
      imports: ['lib/model', 'lib/text', 'lib/collections', 'type yaml'],
      why: 'it is read before there is an app',
      files: {
        // The `yaml` of cdk8s: the library has no dependency of its own.
        'lib/configuration/yaml-of-cdk8s.ts': ['cdk8s', 'yaml', 'node:module'],
        'lib/configuration/committed-configuration.ts': ['node:fs', 'node:path'],
      },
    },
    'lib/images': {
      holds: '`Images`: which image runs in an environment, as a file of its own says it',
      imports: ['lib/configuration', 'lib/text'],
      why: 'the program reads the file, commands change it',
      files: { 'lib/images/image-file.ts': ['node:fs', 'node:path'] },
    },
    'lib/evaluation': {
      holds: 'how the rules meet an app of cdk8s: rendering, declarations, suppression, settings, report',
      imports: [
        ...['lib/configuration', 'lib/props', 'lib/validation', 'lib/model', 'lib/yaml'],
        ...['lib/text', 'lib/json', 'lib/collections', 'cdk8s', 'type cdk8s-plus-28', 'constructs'],
      ],
      why: 'it serves every construct and knows none',
      files: { 'lib/evaluation/report/hand-over.ts': ['node:fs', 'node:path'] },
    },
    'lib/gitops': {
      holds: '`InfisicalProject` with its environments, `GitOpsApp`: order, output folder, all-or-nothing synth',
      imports: [
        ...['lib/evaluation', 'lib/images', 'lib/infisical', 'lib/props', 'lib/validation', 'lib/model', 'lib/yaml'],
        ...['lib/text', 'lib/collections', 'cdk8s', 'type constructs'],
      ],
      why: 'it writes what others declare in it',
      files: {
        'lib/gitops/manifest-folder.ts': ['lib/files', 'node:fs', 'node:path'],
        'lib/gitops/folder-claims.ts': ['lib/files', 'lib/json', 'node:fs', 'node:path'],
      },
    },
    'lib/sync': {
      holds:
        '`SyncedSecret`, `DynamicSecret`, `PushedSecret`, `StaticSecretPush`: what they declare, for the model to render',
      imports: [
        ...['lib/gitops', 'lib/evaluation', 'lib/infisical', 'lib/props', 'lib/model', 'lib/json', 'lib/text'],
        ...['lib/collections', 'cdk8s', 'cdk8s-plus-28', 'constructs'],
      ],
      why: 'it knows neither who uses the keys nor how they are deployed',
      files: { 'lib/sync/go-template.ts': ['lib/yaml'] },
    },
    'lib/argocd': {
      holds: 'Argo CD: Application, ApplicationSet, AppProject, health checks, order of a sync, protection',
      imports: [
        'lib/gitops',
        'lib/infisical',
        'lib/evaluation',
        'lib/props',
        'lib/model',
        'lib/json',
        'lib/collections',
        'lib/text',
        'cdk8s',
        'constructs',
      ],
      why: 'it deploys folders, whatever is in them',
    },
    'lib/flux': {
      holds: 'Flux: Kustomization, GitRepository, OCIRepository, health expressions, protection',
      imports: [
        ...['lib/gitops', 'lib/infisical', 'lib/evaluation', 'lib/props', 'lib/model', 'lib/text'],
        ...['cdk8s', 'constructs'],
      ],
      why: 'it deploys folders, whatever is in them, and knows nothing of Argo CD',
    },
    'lib/local': {
      holds: 'the same declaration for a laptop: compose file, Makefile, `.infisical.json`',
      imports: [
        ...['lib/gitops', 'lib/evaluation', 'lib/images', 'lib/infisical', 'lib/props', 'lib/validation'],
        ...['lib/model', 'lib/json', 'lib/text', 'lib/collections', 'cdk8s', 'type constructs'],
      ],
      why: 'it reads what is declared, and needs no construct of the cluster',
      files: {
        'lib/local/stack/generated-file.ts': ['lib/files', 'node:fs', 'node:path'],
        'lib/local/compose/compose-yaml.ts': ['lib/yaml'],
      },
    },
    'lib/pods': {
      holds: 'the pod of a workload, whatever its kind: containers with their keys, volumes, probes, security level',
      imports: [
        ...['lib/sync', 'type lib/infisical', 'lib/evaluation', 'lib/props', 'lib/model', 'lib/json', 'lib/text'],
        ...['cdk8s', 'cdk8s-plus-28', 'constructs'],
      ],
      why: 'it writes what was asked for and knows no kind',
    },
    'lib/app': {
      holds: '`SecretSyncedApp` and its siblings, one for each kind of workload',
      imports: [
        ...[
          'lib/argocd',
          'lib/local',
          'lib/pods',
          'lib/sync',
          'lib/gitops',
          'lib/evaluation',
          'lib/infisical',
          'lib/props',
          'lib/model',
          'lib/text',
        ],
        ...['cdk8s', 'cdk8s-plus-28', 'constructs'],
      ],
      why: 'it puts together what the others offer',
    },
    'lib/guard': {
      holds: '`OperatorGuard`: rules as policies of the cluster, which its API server holds',
      imports: [
        ...['lib/evaluation', 'lib/props', 'lib/validation', 'lib/model', 'lib/text'],
        ...['cdk8s', 'constructs'],
      ],
      why: 'it says rules to the API server, and needs nothing that is deployed',
    },
    'lib/operator': {
      holds: '`ArgoCdOperatorRelease` and `FluxOperatorRelease`: the operator itself, by its official chart',
      imports: [
        ...['lib/argocd', 'lib/flux', 'lib/gitops', 'lib/evaluation', 'type lib/infisical', 'lib/props', 'lib/model'],
        ...['lib/text', 'lib/collections', 'cdk8s', 'constructs'],
      ],
      why: 'it installs what acts on the objects of all others, and reads from these where it has to',
    },
    'lib/index.ts': {
      holds: 'the public API',
      imports: [
        ...[
          'lib/app',
          'lib/argocd',
          'lib/evaluation',
          'lib/flux',
          'lib/gitops',
          'lib/guard',
          'lib/images',
          'lib/infisical',
          'lib/local',
          'lib/operator',
          'lib/pods',
          'lib/sync',
        ],
      ],
      why: 'it names what users get, and does nothing',
    },

    'cli/terminal': {
      holds: 'the only writer to standard output and standard error; colours, progress, exit codes',
      imports: ['lib/evaluation', 'lib/text', 'picocolors', 'type commander'],
      why: 'every command prints through it',
    },
    'cli/files': {
      holds: 'where an output folder can be read, and how files are written',
      imports: ['lib/files', 'node:fs', 'node:path'],
      why: 'it reads and writes any bytes',
    },
    'cli/yaml': {
      holds: 'YAML as Kubernetes and compose read it, from anyone',
      imports: ['lib/json', 'lib/text', 'yaml'],
      why: 'it knows nothing of what the objects mean',
      files: {
        'cli/yaml/decoded-text.ts': ['node:buffer'],
        'cli/yaml/parser-memory.ts': ['node:v8', 'node:vm'],
      },
    },
    'cli/languages': {
      holds: 'a printer for each language that is not TypeScript: JSON, HTML, Markdown, XML, HCL, workflow commands',
      imports: ['cli/terminal', 'lib/json', 'lib/text'],
      why: 'text of others becomes nothing but text',
    },
    'cli/shell': {
      holds: 'words of a shell',
      imports: ['cli/terminal'],
      why: 'text of others becomes nothing but a word',
    },
    'cli/typescript': {
      holds: 'TypeScript that is printed, as nodes',
      imports: ['lib/text'],
      why: 'text of others becomes nothing but a literal',
      files: {
        'cli/typescript/tested-versions.ts': ['package.json'],
        'cli/typescript/vocabulary.ts': ['lib/index.ts', 'cdk8s', 'cdk8s-plus-28', 'constructs'],
      },
    },
    'cli/infisical-api': {
      holds: 'the client of Infisical: names, never values',
      imports: [
        ...['cli/terminal', 'lib/infisical', 'lib/model', 'lib/json', 'lib/text', 'lib/collections'],
        ...['undici', 'package.json'],
      ],
      why: 'it asks, for whichever command',
      files: {
        'cli/infisical-api/connection-options.ts': ['commander'],
        'cli/infisical-api/ask-all.ts': ['p-limit'],
        'cli/infisical-api/clock.ts': ['node:timers/promises'],
        'cli/infisical-api/dispatcher.ts': ['lib/files', 'node:tls'],
        'cli/infisical-api/loopback.ts': ['node:dns', 'node:net'],
        'cli/infisical-api/name-lookup.ts': ['node:dns'],
      },
    },
    'cli/manifests': {
      holds: 'the reader of manifests: files, folders, standard input',
      imports: [
        ...['cli/files', 'cli/yaml', 'lib/configuration', 'lib/json', 'lib/text', 'lib/collections', 'lib/model'],
        ...['commander', 'node:fs', 'node:path'],
      ],
      why: 'it reads, for whichever command',
    },
    'cli/processes': {
      holds: 'programs that run within limits, and end with the command; where installed ones are',
      imports: ['node:child_process', 'type node:stream'],
      why: 'it runs any program, whoever trusts it how far',
      files: {
        'cli/processes/attached-child.ts': ['node:os'],
        'cli/processes/terminal-signals.ts': ['node:fs', 'node:tty'],
        'cli/processes/programs.ts': ['cli/files', 'cli/manifests', 'node:fs', 'node:path'],
      },
    },
    'cli/infisical-cli': {
      holds: 'the Infisical CLI of this machine: logins, folders and values, through pipes and in memory only',
      imports: [
        ...['cli/processes', 'type cli/record', 'cli/terminal', 'lib/collections', 'lib/json', 'lib/model'],
        ...['node:path'],
      ],
      why: 'it asks, and knows nothing of who gets the values',
      files: { 'cli/infisical-cli/read-places.ts': ['p-limit'] },
    },
    'cli/kubectl': {
      holds: 'the cluster of the current context, as far as kubectl may read it: objects, and names of keys',
      imports: ['cli/processes', 'lib/json', 'type commander', 'node:fs', 'node:path'],
      why: 'it asks, for whichever command, and never changes anything',
    },
    'cli/git': {
      holds: 'commits: what their files hold, without a checkout',
      imports: ['cli/files', 'cli/manifests', 'cli/processes', 'lib/collections', 'node:fs', 'node:path'],
      why: 'it reads, for whichever command',
      files: { 'cli/git/git.ts': ['node:child_process'] },
    },
    'cli/render': {
      holds:
        'objects of charts and kustomizations, as helm and kubectl write them: offline, and without anything of ours',
      imports: [
        ...['cli/configuration', 'cli/files', 'cli/git', 'cli/manifests', 'cli/processes', 'cli/shell', 'cli/terminal'],
        ...['cli/yaml', 'lib/collections', 'lib/json', 'lib/model', 'lib/schemas', 'lib/text'],
        ...['type commander', 'node:fs', 'node:os', 'node:path'],
      ],
      why: 'it renders, for whichever command that reads',
    },
    'cli/configuration': {
      holds: '`cdk8s-infisical.yaml` as commands read it: hosts that a pull request may name, what may be unread',
      imports: [
        ...['cli/git', 'cli/infisical-api', 'cli/manifests', 'cli/terminal', 'cli/yaml'],
        ...['lib/configuration', 'lib/files', 'lib/validation', 'lib/text', 'yaml', 'node:fs', 'node:path'],
      ],
      why: 'it reads, for whichever command',
    },
    'cli/record': {
      holds: 'the record of names that a laptop runs by, as `LocalStack` and `LocalRun` write it',
      imports: [...['cli/manifests', 'cli/yaml', 'lib/model', 'lib/json', 'lib/text'], ...['node:fs', 'node:path']],
      why: 'run takes its keys by it, check and report read their uses from it',
    },
    'cli/access': {
      holds: 'who uses which key: of manifests and compose files',
      imports: [
        ...[
          'cli/files',
          'cli/infisical-api',
          'cli/manifests',
          'cli/record',
          'type commander',
          'type lib/configuration',
        ],
        ...['lib/model', 'lib/validation', 'lib/text', 'lib/collections', 'node:fs', 'node:path'],
      ],
      why: 'check, report and import read the same uses',
    },
    'cli/access-report': {
      holds: 'who gets which key, as rows, and what is different between two states of the manifests',
      imports: [
        ...['cli/access', 'cli/files', 'cli/manifests', 'cli/terminal', 'type lib/configuration', 'lib/model'],
        ...['lib/json', 'lib/text', 'lib/collections'],
      ],
      why: 'report shows it, synth tells what a change of the program does to it',
      files: { 'cli/access-report/shown-path.ts': ['node:fs', 'node:path'] },
    },
    'cli/roles': {
      holds: 'who the operator logs in as, and the least that it, and `check`, have to be allowed in Infisical',
      imports: [
        ...['cli/access', 'cli/access-report', 'cli/manifests', 'cli/terminal', 'type lib/configuration', 'lib/model'],
        ...['lib/json', 'lib/text', 'lib/collections'],
      ],
      why: 'report prints the roles, provision makes them',
    },
    'cli/credentials': {
      holds: 'where in an object a credential stands, or what looks like one',
      imports: ['lib/model', 'lib/json', 'lib/text'],
      why: 'adopt leaves them out, and whoever shows values hides them',
    },
    'cli/comparison': {
      holds:
        'in which fields two objects differ, the forms that mean the same, and what becomes of objects, for people',
      imports: [
        ...['cli/credentials', 'cli/findings', 'cli/terminal', 'type lib/validation', 'lib/model', 'lib/json'],
        ...['lib/collections', 'lib/text', 'node:path'],
      ],
      why: 'what was adopted, what is written and what runs are compared alike',
    },
    'cli/findings': {
      holds: 'what the rules say of manifests that were read, and where in their files',
      imports: [
        ...['cli/manifests', 'cli/yaml', 'lib/validation', 'lib/model', 'lib/json', 'lib/text', 'lib/collections'],
      ],
      why: 'lint and adopt tell the same',
      files: {
        // What is told in one line at a synthesis, is told so here.
        'cli/findings/grouped-findings.ts': ['lib/evaluation'],
      },
    },
    'cli/formats': {
      holds: 'what CI systems read of findings: SARIF, JUnit, commands of GitHub, code quality of GitLab',
      imports: ['cli/languages', 'cli/terminal', 'lib/text', 'lib/collections'],
      why: 'check, lint and synth tell theirs alike',
      files: {
        'cli/formats/sarif.ts': ['package.json', 'type sarif'],
        'cli/formats/fingerprints.ts': ['node:crypto'],
      },
    },
    'cli/lint': {
      holds: 'the command `lint`: all rules over any manifests',
      imports: [
        ...['cli/configuration', 'cli/files', 'cli/findings', 'cli/formats', 'cli/git', 'cli/languages'],
        ...[
          'cli/manifests',
          'cli/render',
          'cli/terminal',
          'lib/configuration',
          'lib/model',
          'lib/validation',
          'lib/collections',
          'lib/json',
          'lib/text',
          'cli/yaml',
          'commander',
        ],
      ],
      why: 'a command needs no other command',
      files: {
        'cli/lint/run.ts': ['lib/evaluation'],
        'cli/lint/fix/fixable-file.ts': ['node:fs', 'node:path', 'node:util'],
        'cli/lint/fix/write-fixes.ts': ['lib/files', 'node:fs', 'node:path'],
      },
    },
    'cli/image-files': {
      holds: 'the files that say which image runs where: read, edited with every other byte kept, and synthesized',
      imports: [
        ...['cli/configuration', 'cli/files', 'cli/processes', 'cli/shell', 'cli/terminal', 'lib/configuration'],
        ...['lib/files', 'lib/collections', 'lib/images', 'lib/model', 'lib/text', 'yaml', 'node:fs', 'node:path'],
      ],
      why: 'image and promote change the same files',
    },
    'cli/image': {
      holds: 'the command `image`: which image runs where',
      imports: ['cli/image-files', 'cli/languages', 'cli/terminal', 'lib/images', 'lib/text', 'commander'],
      why: 'a command needs no other command',
    },
    'cli/promote': {
      holds: 'the command `promote`: an environment gets the images of another one',
      imports: ['cli/image-files', 'cli/languages', 'cli/terminal', 'lib/images', 'lib/text', 'commander'],
      why: 'a command needs no other command',
    },
    'cli/completion': {
      holds: 'the command `completion`: scripts for shells, by the definitions of all commands',
      imports: ['cli/shell', 'cli/terminal', 'lib/validation', 'commander'],
      why: 'a command needs no other command: it is given the program',
    },
    'cli/explain': {
      holds: 'the command `explain`: what is known of each rule, and of what commands say beside them',
      imports: [...['cli/formats', 'cli/terminal', 'lib/model', 'lib/validation', 'lib/text'], ...['commander']],
      why: 'a command needs no other command; `docs/rules.md` is made of what it says',
      files: { 'cli/explain/example-text.ts': ['yaml'] },
    },
    'cli/import': {
      holds: 'the command `import`: names of the keys as constants, and as a key catalogue',
      imports: [
        ...[
          'cli/access',
          'cli/configuration',
          'cli/files',
          'cli/infisical-api',
          'cli/languages',
          'cli/manifests',
          'cli/render',
        ],
        ...[
          'cli/terminal',
          'cli/typescript',
          'lib/gitops',
          'lib/files',
          'lib/infisical',
          'lib/model',
          'lib/text',
          'lib/collections',
        ],
        ...['commander', 'node:fs', 'node:path', 'node:util'],
      ],
      why: 'a command needs no other command',
    },
    'cli/check': {
      holds: 'the command `check`: whether every key exists',
      imports: [
        ...[
          'cli/access',
          'cli/configuration',
          'cli/files',
          'cli/formats',
          'cli/git',
          'cli/infisical-api',
          'cli/languages',
        ],
        ...[
          'cli/manifests',
          'cli/render',
          'cli/terminal',
          'lib/model',
          'lib/json',
          'lib/text',
          'lib/collections',
          'commander',
        ],
      ],
      why: 'a command needs no other command, but for the catalogues of `import`',
      files: {
        'cli/check/run.ts': ['cli/import', 'type lib/infisical'],
        'cli/check/unused-keys.ts': ['lib/configuration'],
        'cli/check/unused/last-uses.ts': ['node:path'],
        'cli/check/unused/other-folders.ts': ['cli/import', 'type lib/infisical'],
        'cli/check/unused/past-uses.ts': ['node:path', 'type lib/configuration'],
        'cli/check/unused/run-unused.ts': ['type lib/configuration'],
        'cli/check/unused/searched-files.ts': ['cli/record', 'node:path'],
        'cli/check/formats/table.ts': ['cli-table3'],
      },
    },
    'cli/report': {
      holds: 'the command `report`: who gets which key',
      imports: [
        ...[
          'cli/access',
          'cli/access-report',
          'cli/configuration',
          'cli/files',
          'cli/git',
          'cli/languages',
          'cli/manifests',
          'cli/render',
          'cli/roles',
          'cli/shell',
          'cli/terminal',
        ],
        ...['lib/configuration', 'lib/model', 'lib/json', 'lib/text', 'lib/collections'],
        ...['commander', 'node:fs', 'node:path'],
      ],
      why: 'a command needs no other command, but for the catalogues of `import`',
      files: {
        'cli/report/catalogues.ts': ['cli/import', 'cli/infisical-api'],
        'cli/report/compare-compose.ts': ['cli/record'],
        'cli/report/origins.ts': ['lib/infisical'],
        'cli/report/page/page.ts': ['node:crypto'],
      },
    },
    'cli/provision': {
      holds: 'the command `provision`: what manifests need in Infisical, for Terraform and OpenTofu',
      imports: [
        ...['cli/access', 'cli/access-report', 'cli/configuration', 'cli/files', 'cli/infisical-api', 'cli/languages'],
        ...['cli/manifests', 'cli/render', 'cli/roles', 'cli/shell', 'cli/terminal'],
        ...['lib/configuration', 'lib/files', 'lib/json', 'lib/model', 'lib/text', 'lib/collections'],
        ...['commander', 'node:path'],
      ],
      why: 'a command needs no other command',
      files: {
        // Names that are not plain get a mark of what they are made of.
        'cli/provision/document/labels.ts': ['node:crypto'],
        'cli/provision/declared/own-names.ts': ['node:crypto'],
      },
    },
    'cli/run': {
      holds: 'the command `run`: a command with the keys of an application',
      imports: [
        ...['cli/access', 'cli/configuration', 'cli/infisical-api', 'cli/infisical-cli', 'cli/processes', 'cli/record'],
        ...['cli/terminal', 'lib/model', 'lib/text', 'commander', 'node:path'],
      ],
      why: 'a command needs no other command',
      files: { 'cli/run/watched-child.ts': ['node:timers/promises'] },
    },
    'cli/status': {
      holds: 'the command `status`: what runs, and how it stands with it',
      imports: [
        ...['cli/comparison', 'cli/configuration', 'cli/files', 'cli/kubectl', 'cli/languages', 'cli/manifests'],
        ...['cli/terminal', 'cli/yaml', 'lib/model', 'lib/json', 'lib/text', 'lib/collections', 'commander'],
        ...['node:fs', 'node:util'],
      ],
      why: 'a command needs no other command',
    },
    'cli/adopt': {
      holds: 'the command `adopt`: a program from existing YAML',
      imports: [
        ...[
          'cli/comparison',
          'cli/configuration',
          'cli/credentials',
          'cli/files',
          'cli/findings',
          'cli/git',
          'cli/languages',
          'cli/manifests',
          'cli/processes',
          'cli/render',
        ],
        ...[
          'cli/shell',
          'cli/terminal',
          'cli/typescript',
          'lib/configuration',
          'lib/model',
          'lib/validation',
          'lib/yaml',
          'lib/json',
          'lib/text',
        ],
        ...['lib/collections', 'commander', 'package.json', 'node:fs', 'node:os', 'node:path'],
      ],
      why: 'a command needs no other command',
      files: {
        'cli/adopt/draft-objects.ts': ['lib/evaluation', 'cdk8s', 'cdk8s-plus-28'],
        'cli/adopt/draft/kubernetes-words.ts': ['lib/schemas', 'cdk8s-plus-28'],
        'cli/adopt/round-trip/one-script.ts': ['sucrase'],
      },
    },
    'cli/init': {
      holds: 'the command `init`: a new project',
      imports: [
        ...['cli/files', 'cli/languages', 'cli/shell', 'cli/terminal', 'cli/typescript'],
        ...['lib/gitops', 'lib/images', 'lib/model', 'lib/text', 'commander', 'package.json'],
        ...['node:fs', 'node:path'],
      ],
      why: 'a command needs no other command',
      files: {
        'cli/init/prompt.ts': ['@clack/prompts'],
        'cli/init/certificate-file.ts': ['node:crypto'],
      },
    },
    'cli/migrate-compose': {
      holds: 'the command `migrate-compose`: a program from a compose file',
      imports: [
        ...['cli/files', 'cli/languages', 'cli/manifests', 'cli/terminal', 'cli/typescript', 'cli/yaml'],
        ...['lib/files', 'lib/local', 'lib/text', 'commander', 'yaml', 'node:fs', 'node:path'],
      ],
      why: 'a command needs no other command',
    },
    'cli/doctor': {
      holds: 'the command `doctor`: all that must be right between a folder and a running secret',
      imports: [
        ...['cli/access', 'cli/configuration', 'cli/files', 'cli/findings', 'cli/git', 'cli/infisical-api'],
        ...['cli/infisical-cli', 'cli/record'],
        ...['cli/kubectl', 'cli/languages', 'cli/manifests', 'cli/processes', 'cli/shell', 'cli/terminal'],
        ...['lib/configuration', 'lib/model', 'lib/json', 'lib/text', 'lib/collections'],
        ...['commander', 'node:fs', 'node:path'],
      ],
      why: 'a command needs no other command, but for how `synth` reads cdk8s.yaml',
      files: {
        'cli/doctor/asking/committed-output.ts': ['node:crypto'],
        'cli/doctor/asking/folder.ts': ['cli/synth/project-settings.ts'],
        'cli/doctor/asking/laptop.ts': ['lib/files'],
        'cli/doctor/asking/packages.ts': ['package.json'],
      },
    },
    'cli/synth': {
      holds: 'the command `synth`: runs the app, and puts its output in place',
      imports: [
        ...[
          'cli/access',
          'cli/access-report',
          'cli/comparison',
          'cli/configuration',
          'cli/files',
          'cli/formats',
          'cli/languages',
          'cli/manifests',
          'cli/shell',
          'cli/terminal',
          'cli/yaml',
        ],
        ...['lib/configuration', 'lib/evaluation', 'lib/files', 'lib/validation', 'lib/text', 'lib/collections'],
        ...['lib/json', 'lib/model', 'commander'],
        ...['node:crypto', 'node:fs', 'node:os', 'node:path', 'node:timers/promises'],
      ],
      why: 'a command needs no other command',
      files: {
        'cli/synth/app/app-output.ts': ['node:stream', 'node:string_decoder'],
        'cli/synth/app/app-process.ts': ['node:child_process'],
        'cli/synth/app/app-processes.ts': ['node:child_process'],
        'cli/synth/app/started-ahead.ts': ['node:stream'],
        'cli/synth/app/listed-processes.ts': ['node:child_process'],
        'cli/synth/output/process-identity.ts': ['node:child_process'],
        'cli/synth/start/large-module.ts': ['node:vm'],
        'cli/synth/start/launch.ts': ['node:module'],
        'cli/synth/start/quick-loading.ts': ['tsx', 'node:diagnostics_channel', 'node:module', 'node:url'],
        'cli/synth/start/waiting.ts': ['node:module'],
        'cli/synth/watch/file-watcher.ts': ['chokidar'],
        'cli/synth/watch/prepared-run.ts': ['node:module'],
        'cli/synth/validations/plugins.ts': ['node:module'],
        'cli/synth/validations/report.ts': ['yaml'],
      },
    },
    'cli/main.ts': {
      holds: 'the command line',
      imports: [
        ...['cli/adopt', 'cli/check', 'cli/completion', 'cli/doctor', 'cli/explain', 'cli/image', 'cli/import'],
        ...['cli/init', 'cli/lint', 'cli/migrate-compose', 'cli/promote', 'cli/provision', 'cli/report', 'cli/run'],
        ...['cli/status', 'cli/synth'],
        ...['cli/terminal', 'lib/text', 'commander', 'package.json'],
      ],
      why: 'a command is loaded when it runs',
    },

    imports: {
      holds: "code made of the schemas of the operator's resources (`crds/`), and names of keys",
      imports: ['cdk8s', 'constructs'],
      why: 'it is made by commands',
    },
    'main.ts': {
      holds: 'the project of the article, as users write it',
      imports: ['lib/index.ts', 'imports', 'cdk8s', 'cdk8s-plus-28'],
      why: 'users have the public API only',
    },
    examples: {
      holds: 'programs as users write them',
      imports: ['cdk8s-infisical', 'cdk8s', 'cdk8s-plus-28'],
      why: 'users have the public API only',
    },
    docs: {
      holds: 'the documentation, with programs that run as they are',
      imports: ['node:'],
      why: 'they are copied',
    },
    bench: {
      holds: 'whole processes side by side, and the results',
      imports: ['lib/index.ts', 'lib/gitops', 'cdk8s', 'cdk8s-plus-28', 'esbuild', 'playwright-core', 'yaml', 'node:'],
      why: 'it measures what users run',
    },
    tools: {
      holds: 'how the code is checked, compiled and bundled, and what is generated from it',
      imports: [
        'cli/explain',
        'lib/configuration',
        'lib/model',
        'lib/validation',
        'package.json',
        'tsconfig.json',
        '@babel/parser',
        'esbuild',
        'jest',
        'jest-environment-node',
        'yaml',
        'node:',
      ],
      why: 'no program needs them when it runs',
    },
    site: {
      holds: 'the site: pages made of the documents, the rules and the public API, and the playground',
      imports: [
        ...[
          'cli/access',
          'cli/access-report',
          'cli/explain',
          'cli/findings',
          'cli/lint',
          'cli/manifests',
          'cli/report',
        ],
        ...['lib/validation', 'esbuild', 'beautiful-mermaid', 'path-browserify', 'node:'],
      ],
      why: 'no program needs it when it runs; the playground says what the commands say',
    },
    __tests__: {
      holds: 'mirrors lib and cli; `project/` tests what is committed, `e2e/` needs other programs, `fuzz/` takes long',
      imports: [
        ...['lib', 'cli', 'imports', 'crds', 'site', 'tools', 'package.json', 'node:', 'cdk8s', 'constructs'],
        ...['cdk8s-plus-28', 'cdk8s-plus-33', 'cdk8s-plus-34'],
        ...['@babel/parser', '@xmldom/xmldom', 'ajv', 'cdk8s-cli', 'commander', 'commonmark', 'esbuild'],
        ...['fast-check', 'playwright-core', 'type sarif', 'tsx', 'undici', 'yaml'],
      ],
      why: 'nothing imports it',
    },
  },
  // What they hold is input of tests.
  unread: ['__tests__/fixtures', '__tests__/e2e/programs'],
  computed: [
    '__tests__/app/generations.test.ts',
    '__tests__/project/everyday-slips.e2e.test.ts',
    '__tests__/project/versions.test.ts', // a file of a package that does not export it
    'cli/synth/start/waiting.ts', // dependencies that a program loads in any case
    'cli/synth/start/large-module.ts', // a `require` of its own, which it gives to a module of the app
  ],
  known: [],
};
