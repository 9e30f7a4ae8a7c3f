// A Decidim for the tests: the reference engine of GraphQL over the schema that one version really has, with the limits, the habits and the
// wording of servers of that version.
//
//   node decidim.mjs --version 0.27 [--build osp] [--stale-link] [--undated-initiative] [--unstable N]
//     [--tells 0.34.0] [--lacks Type.field]…
//
// It listens on a free port of 127.0.0.1, which is the first line that it prints. GET /log answers what was asked.

import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { execute, parse, validate, visit, Kind } from 'graphql';
import { instance } from './decidim_instance.mjs';
import { schemaOf } from './decidim_schemas.mjs';

const { values: options } = parseArgs({
  options: {
    version: { type: 'string' },
    build: { type: 'string' },
    'stale-link': { type: 'boolean', default: false },
    'undated-initiative': { type: 'boolean', default: false },
    unstable: { type: 'string', default: '0' },
    tells: { type: 'string' },
    lacks: { type: 'string', multiple: true, default: [] },
  },
});
const minor = Number(options.version.split('.')[1]);

// --- What servers of a version say and do --------------------------------------------------------------------------------------

/** The wording of graphql-ruby, with the codes that it sends for what a schema does not declare. */
function refusal(error) {
  let found = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  if (found) {
    const [, fieldName, typeName] = found;
    const message = `Field '${fieldName}' doesn't exist on type '${typeName}'`;
    return { message, locations: error.locations, extensions: { code: 'undefinedField', typeName, fieldName } };
  }
  found = /^Unknown type "(\w+)"/.exec(error.message);
  if (found) {
    const message = `No such type ${found[1]}, so it can't be a fragment condition`;
    return { message, locations: error.locations, extensions: { code: 'undefinedType', typeName: found[1] } };
  }
  return { message: error.message, locations: error.locations };
}

/** One point for each field; from 0.28 what stands in a connection counts as often as rows are asked. */
function complexity(document, variables) {
  const fragments = new Map(document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION).map((d) => [d.name.value, d]));
  const of = (set) => (set?.selections ?? []).reduce((sum, selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + of(fragments.get(selection.name.value)?.selectionSet);
    if (selection.kind === Kind.INLINE_FRAGMENT) return sum + of(selection.selectionSet);
    const first = selection.arguments.find((argument) => argument.name.value === 'first')?.value;
    const rows = first && minor >= 28 ? Number(first.value?.value ?? variables[first.name?.value] ?? first.value) : 1;
    return sum + 1 + of(selection.selectionSet) * rows;
  }, 0);
  return of(document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION).selectionSet);
}

function beyondLimits(document, variables) {
  const cost = complexity(document, variables);
  const most = minor <= 26 ? 300 : 5000;
  if (cost > most) return { message: `Query has complexity of ${cost}, which exceeds max complexity of ${most}` };
  let introspects = false;
  visit(document, { Field: (node) => { introspects ||= node.name.value.startsWith('__') && node.name.value !== '__typename'; } });
  if (introspects && minor >= 31) return { message: 'Introspection is disabled', extensions: { code: 'INTROSPECTION_DISABLED_ERROR' } };
  return null;
}

const log = { requests: 0, refused: [], operations: {} };

function answer(schema, root, { query, variables, operationName }) {
  log.requests += 1;
  log.operations[operationName] = (log.operations[operationName] ?? 0) + 1;
  let document;
  try {
    document = parse(query);
  } catch (error) {
    log.refused.push({ operationName, errors: [error.message] });
    return { errors: [{ message: error.message }] };
  }
  const errors = validate(schema, document, undefined, { maxErrors: 1000 });
  if (errors.length > 0) {
    log.refused.push({ operationName, errors: errors.map((error) => error.message) });
    return { errors: errors.map(refusal) };
  }
  const limit = beyondLimits(document, variables ?? {});
  if (limit) {
    log.refused.push({ operationName, errors: [limit.message] });
    return { errors: [limit] };
  }
  const result = execute({ schema, document, rootValue: root, variableValues: variables, operationName });
  // A null where none may be is told without path and places.
  const told = result.errors?.map((error) =>
    error.message.startsWith('Cannot return null') ? { message: error.message.replace(/\.$/, '') } : { message: error.message, path: error.path });
  return told ? { errors: told, data: result.data } : { data: result.data };
}

const schema = schemaOf(minor, { build: options.build, lacks: options.lacks });
const root = instance({
  minor,
  tells: options.tells,
  staleLink: options['stale-link'],
  undatedInitiative: options['undated-initiative'],
  unstable: Number(options.unstable),
  declares: (type) => schema.getType(type) !== undefined,
});

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const json = (body) => {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    };
    if (request.method === 'GET' && request.url === '/log') return json(log);
    if (request.method !== 'POST' || request.url !== '/api') {
      response.writeHead(404, { 'content-type': 'text/html' });
      return response.end('<p>404</p>');
    }
    return json(answer(schema, root, JSON.parse(Buffer.concat(chunks).toString('utf8'))));
  });
}).listen(0, '127.0.0.1', function listening() {
  console.log(this.address().port);
});
