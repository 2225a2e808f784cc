import { ENTRY, list, type MapSchema, map, path, text, URL, UUID } from './schema-parts';

const PROJECT = String.raw`[A-Za-z0-9][\w-]*`;
const FOLDER = String.raw`/([\w-]+(/[\w-]+)*)?`;
/** What GitHub and GitLab allow, and no pattern of OIDC takes for anything else. */
const REPOSITORY_PART = String.raw`(?!\.{1,2}(/|$))[\w.-]+`;

export function provisionSchema(): MapSchema {
  return map(
    'What `provision` writes for Terraform and OpenTofu, where manifests do not say it. Flags come before.',
    'write "folder:", "environments:", "existing:", "identities:", "clusters:", "also:", "scope:" or "ci:" below it',
    [],
    {
      folder: text(
        'Where the files stand. It is `terraform` without.',
        'write the path of a folder from here on, such as deploy/terraform',
        path(ENTRY),
      ),
      environments: list(
        'Environments in the order in which Infisical shows them. Without, from the laptop to the customers, by what they are called.',
        text('Slug of an environment.', 'write the slug of an environment, such as prod', String.raw`^[\w-]+$`),
      ),
      existing: list(
        'What is in Infisical already, and is taken over by import blocks: all that manifests name, a project, an environment with its project, or a folder with both.',
        text(
          'Something that manifests name.',
          'write all, or a project with what is in it, such as shop, shop prod or shop prod:/orders',
          `^(all|${PROJECT}( [\\w-]+(:${FOLDER})?)?)$`,
        ),
      ),
      identities: list(
        'Machine identities that are in Infisical already.',
        map('A machine identity.', 'write "name:" and "id:" for each', ['name', 'id'], {
          name: text(
            'What `provision` calls it.',
            'write the name that provision gives it, such as check or operator-prod-infisical-login',
            '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
          ),
          id: text(
            'Its id.',
            'write the id of the identity, such as 6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d',
            `^${UUID}$`,
          ),
        }),
      ),
      clusters: list(
        'Folders of manifests that are in one cluster: the same Secret or service account in them is one machine identity. Without, each folder is a cluster.',
        map('A cluster.', 'write "name:" and "folders:" for each', ['name', 'folders'], {
          name: text('What it is called.', 'write a name, such as prod', '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'),
          folders: {
            ...list(
              'Its folders, with all below them.',
              text('A folder.', 'write the path of a folder from here on, such as dist/prod', path(ENTRY)),
            ),
            minItems: 1,
            errorMessage: 'write a list of folders with at least one',
          },
        }),
      ),
      also: list(
        'Keys that values refer to with `${...}`, as `--also` names them: no manifest tells them, and the operator has to read them too.',
        text(
          'A key, in every folder that is read by names, or in one.',
          'write a key, or one with its folder, such as DB_USER or prod:/orders:DB_USER',
          String.raw`^([^\s:]+|([^\s]+ )?[^\s:/]+:/[^:]*:[^\s:]+)$`,
        ),
      ),
      scope: {
        type: 'string',
        description:
          'Whether machine identities belong to their project, which is the default, or to the organization. One for several projects always belongs to the organization.',
        errorMessage: 'write project or organization',
        enum: ['project', 'organization'],
      },
      ci: ciSchema(),
    },
  );
}

export function ciSchema(): MapSchema {
  return map(
    'The CI in which `check` runs: it logs in with the token that the CI gives its job, so that there is no secret.',
    'write "provider:" and "repository:" below it',
    ['provider', 'repository'],
    {
      provider: {
        type: 'string',
        description: 'Who makes the tokens.',
        errorMessage: 'write github or gitlab',
        enum: ['github', 'gitlab'],
      },
      repository: text(
        'Repository of GitHub, or project of GitLab, whose jobs log in.',
        'write the path of the repository, such as acme/shop',
        `^${REPOSITORY_PART}(/${REPOSITORY_PART})+$`,
      ),
      url: text(
        'Base URL of a GitLab or GitHub Enterprise Server of your own.',
        'write a URL, such as https://gitlab.example.com',
        URL,
      ),
      branch: text(
        'Branch that changes go to. Of GitHub, pull requests log in too, and it is `main` without; of GitLab, it is any branch without.',
        'write the name of a branch, such as main',
        String.raw`^[\w.-]+(/[\w.-]+)*$`,
      ),
      environment: text(
        'Environment of the CI in which the job runs: then no other job can log in.',
        'write the name of an environment of the CI, such as check',
        String.raw`^[\w.-]+(/[\w.-]+)*$`,
      ),
      audience: text(
        'Audience of the token, as INFISICAL_OIDC_AUDIENCE or `id_tokens` of GitLab says it.',
        'write an audience, such as https://github.com/acme',
        String.raw`^[\w.:/@-]+$`,
      ),
    },
  );
}
