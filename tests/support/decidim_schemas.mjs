// The types, fields and arguments that each version of Decidim really declares, kept in `tests/fixtures/decidim/schemas.tsv`: one line a
// fact, with the versions for which it holds. The facts are independent of what the gateway asks, so they contradict it where it is wrong.
//
//   node decidim_schemas.mjs 0.34 schema.graphql    notes what a schema as a server prints it says of version 0.34
//   node decidim_schemas.mjs osp schema.graphql     the same for the build of the French hosts
//
// Columns: the type; the kind of fact; the name of a field or nothing; its arguments, or the interfaces, members, values of the type; the
// type of the field; the versions, as ranges of minor numbers (`22-24 30-33`) and names of builds (`osp`, of 0.29.5). Of the schema only
// what a query can reach is kept; descriptions and deprecations are not.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  astFromValue, buildASTSchema, buildSchema, getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isScalarType,
  isSpecifiedScalarType, isUnionType, parse, print,
} from 'graphql';

const FILE = new URL('../fixtures/decidim/schemas.tsv', import.meta.url);
const HEADER = 'type\tkind\tmember\targuments\treturns\tversions';

// --- Reading -------------------------------------------------------------------------------------------------------------------

/** Every fact, its versions as a set of minor numbers and names of builds. */
function facts() {
  return readFileSync(FILE, 'utf8').split('\n').slice(1).filter(Boolean).map((line) => {
    const [type, kind, member, given, returns, versions] = line.split('\t');
    return { type, kind, member, given, returns, versions: read(versions) };
  });
}

function read(versions) {
  return new Set(versions.split(' ').flatMap((part) => {
    const [first, last = first] = part.split('-');
    if (Number.isNaN(Number(first))) return [part];
    return Array.from({ length: last - first + 1 }, (_, n) => String(Number(first) + n));
  }));
}

/**
 * The facts of version `0.minor`, or of the newest known for a version to come. A build has its own list where that version's was read, and
 * elsewhere adds what no version has.
 */
function factsOf(minor, build) {
  const all = facts();
  const minors = all.flatMap((fact) => [...fact.versions].map(Number)).filter((known) => !Number.isNaN(known));
  const newest = minors.reduce((a, b) => Math.max(a, b));
  const ofVersion = all.filter((fact) => fact.versions.has(String(Math.min(minor, newest))));
  if (!build) return ofVersion;
  const ofBuild = all.filter((fact) => fact.versions.has(build));
  if (minor === 29) return ofBuild;
  const known = new Set(all.filter((fact) => fact.versions.size > 1 || !fact.versions.has(build)).map((fact) => `${fact.type}.${fact.member}`));
  return [...ofVersion, ...ofBuild.filter((fact) => !known.has(`${fact.type}.${fact.member}`))];
}

/** The schema of version `0.minor`, less the fields in `lacks` (`Type.field`). */
export function schemaOf(minor, { build, lacks = [] } = {}) {
  const kept = factsOf(minor, build).filter((fact) => !lacks.includes(`${fact.type}.${fact.member}`));
  const body = (type) => kept.filter((fact) => fact.member && fact.type === type)
    .map(({ member, given, returns }) => `${member}${given && `(${given})`}: ${returns}`).join(' ');
  const written = { object: 'type', interface: 'interface', input: 'input' };
  const text = kept.filter((fact) => !fact.member).map(({ type, kind, given }) => {
    if (kind === 'scalar') return `scalar ${type}`;
    if (kind === 'enum') return `enum ${type} { ${given} }`;
    if (kind === 'union') return `union ${type} = ${given}`;
    return `${written[kind]} ${type} ${given && `implements ${given}`} { ${body(type)} }`;
  });
  return buildASTSchema(parse(text.join('\n')), { assumeValid: true });
}

// --- Writing -------------------------------------------------------------------------------------------------------------------

/** Every fact of a schema that a query can reach. */
function factsIn(schema) {
  const found = [];
  const seen = new Set();
  const waiting = [schema.getQueryType()];
  while (waiting.length > 0) {
    const type = waiting.pop();
    if (seen.has(type) || isSpecifiedScalarType(type)) continue;
    seen.add(type);
    const add = (kind, given = '') => found.push({ type: type.name, kind, member: '', given, returns: '' });
    const input = (arg) => {
      waiting.push(getNamedType(arg.type));
      return `${arg.name}: ${arg.type}${arg.defaultValue === undefined ? '' : ` = ${print(astFromValue(arg.defaultValue, arg.type))}`}`;
    };
    if (isScalarType(type)) add('scalar');
    if (isEnumType(type)) add('enum', type.getValues().map((value) => value.name).sort().join(' '));
    if (isUnionType(type)) {
      add('union', type.getTypes().map((member) => member.name).sort().join(' | '));
      waiting.push(...type.getTypes());
    }
    if (isInputObjectType(type)) {
      add('input');
      for (const field of Object.values(type.getFields())) {
        const [, returns] = /^\w+: (.*)$/.exec(input(field));
        found.push({ type: type.name, kind: 'field', member: field.name, given: '', returns });
      }
    }
    if (isObjectType(type) || isInterfaceType(type)) {
      add(isObjectType(type) ? 'object' : 'interface', type.getInterfaces().map((of) => of.name).sort().join(' & '));
      waiting.push(...type.getInterfaces(), ...(isInterfaceType(type) ? schema.getPossibleTypes(type) : []));
      for (const field of Object.values(type.getFields())) {
        waiting.push(getNamedType(field.type));
        const given = [...field.args].sort((a, b) => (a.name < b.name ? -1 : 1)).map(input).join(', ');
        found.push({ type: type.name, kind: 'field', member: field.name, given, returns: String(field.type) });
      }
    }
  }
  return found;
}

function ranges(versions) {
  const minors = [...versions].filter((version) => !Number.isNaN(Number(version))).map(Number).sort((a, b) => a - b);
  const parts = [];
  for (const minor of minors) {
    const last = parts.at(-1);
    if (last?.[1] === minor - 1) last[1] = minor;
    else parts.push([minor, minor]);
  }
  const builds = [...versions].filter((version) => Number.isNaN(Number(version))).sort();
  return [...parts.map(([first, last]) => (first === last ? first : `${first}-${last}`)), ...builds].join(' ');
}

/** Notes the facts of a printed schema as those of `version`, in place of those that were noted of it before. */
function note(version, text) {
  const name = version.replace(/^0\./, '');
  const columns = ({ type, kind, member, given, returns }) => [type, kind, member, given, returns].join('\t');
  const known = new Map(facts().map((fact) => [columns(fact), fact.versions]));
  for (const versions of known.values()) versions.delete(name);
  for (const fact of factsIn(buildSchema(text, { assumeValid: true }))) {
    const key = columns(fact);
    known.set(key, (known.get(key) ?? new Set()).add(name));
  }
  const lines = [...known].filter(([, versions]) => versions.size > 0).map(([key, versions]) => `${key}\t${ranges(versions)}`);
  writeFileSync(FILE, `${[HEADER, ...lines.sort()].join('\n')}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) note(process.argv[2], readFileSync(process.argv[3], 'utf8'));
