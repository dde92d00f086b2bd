import type { ZodMiniType } from 'zod/mini';
import type { Fault } from '../api/refusal.js';

type Issue = NonNullable<ReturnType<ZodMiniType['safeParse']>['error']>['issues'][number];

/** What Discord's official schema finds wrong with a body, in Discord's codes and words. */
export function schemaFaults(schema: ZodMiniType, body: unknown): Fault[] {
  const { error } = schema.safeParse(body);
  return error ? error.issues.flatMap((issue) => faultsOf(issue, body)) : [];
}

function faultsOf(issue: Issue, root: unknown, base: PropertyKey[] = []): Fault[] {
  const path = [...base, ...issue.path];
  const value = valueAt(root, path);
  if (issue.code === 'invalid_union' && value !== undefined) {
    const meant = intendedVariant(issue.errors as Issue[][]);
    return meant
      ? meant.flatMap((inner) => faultsOf(inner, root, path))
      : [
          {
            path,
            code: 'UNION_TYPE_CHOICES',
            message: 'Value of field "type" must be one of the allowed types.',
          },
        ];
  }
  return [{ path, ...described(issue, value) }];
}

/** The variant of a union that the body was meant to be: the one whose `type` matches, with the fewest faults. */
function intendedVariant(variants: Issue[][]): Issue[] | undefined {
  return variants
    .filter(
      (issues) =>
        !issues.some(
          ({ path, code }) =>
            path.length === 0 || (path[0] === 'type' && path.length === 1 && code === 'invalid_value'),
        ),
    )
    .sort((one, other) => one.length - other.length)[0];
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((node, key) => (node as Record<PropertyKey, unknown> | undefined)?.[key], root);
}

const TYPE_NAMES: Record<string, string> = {
  string: 'STRING',
  number: 'NUMBER',
  int: 'NUMBER',
  array: 'LIST',
  boolean: 'BOOLEAN',
  object: 'DICT',
};

function expectedType(issue: Issue): string {
  return issue.code === 'invalid_type' ? issue.expected : '';
}

function described(issue: Issue, value: unknown): Omit<Fault, 'path'> {
  if (value === undefined) return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  switch (issue.code) {
    case 'too_big':
      return typeof value === 'number'
        ? { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
        : { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
    case 'too_small':
      return typeof value === 'number'
        ? {
            code: 'NUMBER_TYPE_MIN',
            message: `int value should be greater than or equal to ${issue.minimum}.`,
          }
        : { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.join(', ')}}.` };
    case 'invalid_format':
      return issue.format === 'url'
        ? { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }
        : { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
    default:
      return { code: `${TYPE_NAMES[expectedType(issue)] ?? 'BASE'}_TYPE_CONVERT`, message: issue.message };
  }
}
