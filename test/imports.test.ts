import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../src', import.meta.url));

interface Import {
  /** As it is written: `../knowledge/schema.js`, `node:fs`, `fuse.js`. */
  readonly what: string;
  /** Gone once it is compiled. */
  readonly typeOnly: boolean;
}

/** Every import and re-export of a module, static or not. */
function importsOf(source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements = [
    ...code.matchAll(
      /^(?:import|export)\s+(?<what>type\s+)?(?<names>[\w*${},\s]*?)\s*from\s*['"](?<from>[^'"]+)['"]/gm,
    ),
  ].map(({ groups }) => {
    const names = groups?.names
      ?.match(/^\{(?<inside>[^}]*)\}$/)
      ?.groups?.inside?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const onlyTypes =
      names !== undefined && names.length > 0 && names.every((name) => name.startsWith('type '));
    return { what: groups?.from ?? '', typeOnly: groups?.what !== undefined || onlyTypes };
  });
  const bare = [...code.matchAll(/^import\s+['"]([^'"]+)['"]/gm)].map((match) => ({
    what: match[1] ?? '',
    typeOnly: false,
  }));
  const dynamic = [...code.matchAll(/(?<typeof>typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]/g)].map((match) => ({
    what: match[2] ?? '',
    typeOnly: match[1] !== undefined,
  }));
  return [...statements, ...bare, ...dynamic];
}

interface Module {
  /** Path below `src`, with slashes. */
  readonly path: string;
  /** Its folder below `src`; its own name for what lies there directly. */
  readonly part: string;
  readonly source: string;
  readonly imports: readonly Import[];
}

const partOf = (path: string) => path.replace(/\.(ts|js)$/, '').split('/')[0] ?? '';

const modules: Module[] = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
  .map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const source = readFileSync(file, 'utf8');
    const path = relative(root, file).split(sep).join('/');
    return { path, part: partOf(path), source, imports: importsOf(source) };
  });

/** Path below `src` of one of our own modules that another imports; `undefined` for packages. */
const target = (from: Module, { what }: Import): string | undefined =>
  what.startsWith('.')
    ? relative(root, join(root, dirname(from.path), what))
        .split(sep)
        .join('/')
        .replace(/\.js$/, '.ts')
    : undefined;

/** What each part may import of the others; `types`: of these no more than types. What is not listed may import everything. */
const rules: Readonly<Record<string, { of: readonly string[]; types: readonly string[] }>> = {
  knowledge: { of: [], types: [] },
  store: { of: [], types: [] },
  config: { of: [], types: [] },
  operations: { of: [], types: [] },
  playground: { of: ['config'], types: [] },
  answer: { of: ['knowledge'], types: [] },
  picture: { of: [], types: ['knowledge'] },
  discord: { of: ['answer', 'picture', 'store'], types: ['knowledge'] },
};

describe('what may import what', () => {
  it.each(Object.keys(rules))('%s', (part) => {
    const { of, types } = rules[part] ?? { of: [], types: [] };
    const own = modules.filter((module) => module.part === part);
    expect(own.length).toBeGreaterThan(0);
    const wrong = own.flatMap((module) =>
      module.imports.flatMap((imported) => {
        const path = target(module, imported);
        const other = path && partOf(path);
        if (!other || other === part || of.includes(other) || (imported.typeOnly && types.includes(other)))
          return [];
        return [`${module.path} imports ${imported.typeOnly ? 'types of ' : ''}${path}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('leads to modules that exist', () => {
    const paths = new Set(modules.map(({ path }) => path));
    const lost = modules.flatMap((module) =>
      module.imports
        .flatMap((imported) => target(module, imported) ?? [])
        .filter((path) => !paths.has(path) && !path.endsWith('.css') && !path.endsWith('.d.ts')),
    );
    expect(lost).toEqual([]);
  });
});

describe('the engine', () => {
  /** Modules that run when the engine does, and the packages that they load. */
  function reached(): { ours: Set<string>; packages: Set<string> } {
    const ours = new Set(modules.filter(({ part }) => part === 'answer').map(({ path }) => path));
    const packages = new Set<string>();
    for (const path of ours) {
      const module = modules.find((other) => other.path === path);
      for (const imported of module?.imports ?? []) {
        if (imported.typeOnly || !module) continue;
        const next = target(module, imported);
        if (next === undefined) packages.add(imported.what);
        else ours.add(next);
      }
    }
    return { ours, packages };
  }

  it('reaches no disk, network, process or Discord, by whatever way', () => {
    const { ours, packages } = reached();
    expect([...packages].sort()).toEqual(['chrono-node/en', 'fuse.js', 'stemmer']);
    expect([...ours].filter((path) => !/^(answer|knowledge)\//.test(path))).toEqual([]);
  });

  it.each([
    /\bprocess\b\s*\./,
    /\bfetch\s*\(/,
    /\bDate\.now\s*\(/,
    /new Date\(\s*\)/,
    /Math\.random/,
    /\brequire\s*\(/,
    /\bsetTimeout\b/,
    /console\./,
  ])('has no use for %s', (forbidden) => {
    const users = modules.filter(({ part, source }) => part === 'answer' && forbidden.test(source));
    expect(users.map(({ path }) => path)).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read by config.ts alone', () => {
    const readers = modules.filter(({ source }) =>
      /process\.env\b|\benv\s*}\s*=\s*process\b|from 'node:process'/.test(source),
    );
    expect(readers.map(({ path }) => path)).toEqual(['config.ts']);
  });
});

describe('the reading of import statements', () => {
  it.each<{ code: string; imports: Import[] }>([
    { code: "import fs from 'node:fs';", imports: [{ what: 'node:fs', typeOnly: false }] },
    { code: "import type { A } from './a.js';", imports: [{ what: './a.js', typeOnly: true }] },
    { code: "import { type A, type B } from './a.js';", imports: [{ what: './a.js', typeOnly: true }] },
    { code: "import { type A, b } from './a.js';", imports: [{ what: './a.js', typeOnly: false }] },
    { code: "import {\n  a,\n  b,\n} from './a.js';", imports: [{ what: './a.js', typeOnly: false }] },
    { code: "import * as a from './a.js';", imports: [{ what: './a.js', typeOnly: false }] },
    { code: "import './a.css';", imports: [{ what: './a.css', typeOnly: false }] },
    { code: "export { a } from './a.js';", imports: [{ what: './a.js', typeOnly: false }] },
    { code: "export * from './a.js';", imports: [{ what: './a.js', typeOnly: false }] },
    { code: "const { a } = await import('./a.js');", imports: [{ what: './a.js', typeOnly: false }] },
    { code: "type A = typeof import('./a.js');", imports: [{ what: './a.js', typeOnly: true }] },
    { code: "// import a from './a.js';\n/* import b from './b.js'; */", imports: [] },
  ])('$code', ({ code, imports }) => {
    expect(importsOf(code)).toEqual(imports);
  });
});
